package vn.lienthong.lineage;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.WebAddress;

/**
 * Whether runs are told to a catalogue of data flows.
 *
 * @param url where it takes events of OpenLineage: {@code http://catalogue:5000}; empty for none
 * @param namespace under which jobs and datasets of this hub stand there
 * @param keyFile a file with the key that the catalogue asks for; empty where it asks for none
 */
@ConfigurationProperties("lienthong.lineage")
record LineageSettings(
        @DefaultValue String url,
        @DefaultValue String namespace,
        @DefaultValue String keyFile) {
    LineageSettings {
        if (!url.isBlank() && !WebAddress.is(url)) {
            // not said what it is: it may hold a password
            throw new HubException(LineageError.URL_INVALID, Map.of());
        }
        namespace = namespace.isBlank() ? "lienthong" : namespace.strip();
    }

    boolean on() {
        return !url.isBlank();
    }
}
