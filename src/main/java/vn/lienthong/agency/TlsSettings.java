package vn.lienthong.agency;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.lienthong.kernel.HubException;

/**
 * With which certificate the hub shows itself; without one it speaks plain HTTP.
 *
 * @param cert the file of the chain, its own certificate first, from {@code LIENTHONG_TLS_CERT}; blank for none
 * @param key the file of the key to it, from {@code LIENTHONG_TLS_KEY}; blank for none
 * @param callersPort where programs may show certificates of theirs, from {@code LIENTHONG_CALLERS_PORT}; 0 for any free one, blank
 *     for none
 */
@ConfigurationProperties("lienthong.tls")
record TlsSettings(
        @Nullable String cert,
        @Nullable String key,
        @Nullable String callersPort) {
    static final String CERT = "LIENTHONG_TLS_CERT";
    static final String KEY = "LIENTHONG_TLS_KEY";
    static final String CALLERS_PORT = "LIENTHONG_CALLERS_PORT";
    private static final int LAST_PORT = 65_535;

    TlsSettings {
        cert = cert == null || cert.isBlank() ? null : cert.strip();
        key = key == null || key.isBlank() ? null : key.strip();
        if ((cert == null) != (key == null)) {
            throw new HubException(AgencyError.TLS_HALF, Map.of("missing", cert == null ? CERT : KEY));
        }
        callersPort = callersPort == null || callersPort.isBlank() ? null : callersPort.strip();
        if (callersPort != null && (!callersPort.matches("[0-9]{1,5}") || Integer.parseInt(callersPort) > LAST_PORT)) {
            throw new HubException(AgencyError.CALLERS_PORT_INVALID, Map.of("value", callersPort));
        }
        if (callersPort != null && cert == null) {
            throw new HubException(AgencyError.CALLERS_PORT_BARE, Map.of());
        }
    }

    /** Where programs may show certificates. */
    OptionalInt callers() {
        return callersPort == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(callersPort));
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
