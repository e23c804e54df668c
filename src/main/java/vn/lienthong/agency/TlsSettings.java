package vn.lienthong.agency;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.lienthong.kernel.HubException;

/**
 * With which certificate the hub shows itself; without one it speaks plain HTTP.
 *
 * @param cert the file of the chain, its own certificate first, from {@code LIENTHONG_TLS_CERT}; blank for none
 * @param key the file of the key to it, from {@code LIENTHONG_TLS_KEY}; blank for none
 */
@ConfigurationProperties("lienthong.tls")
record TlsSettings(@Nullable String cert, @Nullable String key) {
    static final String CERT = "LIENTHONG_TLS_CERT";
    static final String KEY = "LIENTHONG_TLS_KEY";

    TlsSettings {
        cert = cert == null || cert.isBlank() ? null : cert.strip();
        key = key == null || key.isBlank() ? null : key.strip();
        if ((cert == null) != (key == null)) {
            throw new HubException(AgencyError.TLS_HALF, Map.of("missing", cert == null ? CERT : KEY));
        }
    }

    boolean on() {
        return cert != null;
    }

    /** Where the chain lies; only where {@link #on}. */
    Path certFile() {
        return Path.of(String.valueOf(cert)).toAbsolutePath();
    }

    /** Where the key lies; only where {@link #on}. */
    Path keyFile() {
        return Path.of(String.valueOf(key)).toAbsolutePath();
    }
}
