package vn.lienthong.vault;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Files of the vault that lie elsewhere.
 *
 * @param keyFile the key, from {@code LIENTHONG_KEY_FILE}; blank for {@code key} in the data folder
 * @param secretsFolder mounted secrets, from {@code LIENTHONG_SECRETS_DIR}; blank for none
 */
@ConfigurationProperties("lienthong.vault")
public record VaultFiles(@Nullable String keyFile, @Nullable String secretsFolder) {
    Optional<Path> key() {
        return path(keyFile);
    }

    Optional<Path> secrets() {
        return path(secretsFolder);
    }

    private static Optional<Path> path(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
