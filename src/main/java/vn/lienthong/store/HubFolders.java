package vn.lienthong.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The two folders of a hub.
 *
 * @param home holds {@code connectors/} and {@code routes/}: what people write
 * @param data holds what the hub keeps: its embedded database, keys, tokens; owner-only
 */
@ConfigurationProperties("lienthong.folders")
public record HubFolders(
        @DefaultValue(".") Path home, @DefaultValue("data") Path data) {
    public Path connectors() {
        return home.resolve("connectors");
    }

    public Path routes() {
        return home.resolve("routes");
    }
}
