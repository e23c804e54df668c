package vn.lienthong.agency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import vn.lienthong.kernel.HubException;

/**
 * What lay in the two files at one moment; equal where the same lay there.
 *
 * @param chain null where the file could not be read
 * @param key null where the file could not be read
 */
record TlsFiles(
        TlsSettings settings,
        @Nullable String chain,
        @Nullable String key) {
    private static final String LOCKED = "ENCRYPTED";

    /** Links are followed anew each time: whoever renews may swap them. */
    static TlsFiles read(TlsSettings settings) {
        return new TlsFiles(settings, text(settings.certFile()), text(settings.keyFile()));
    }

    /** A file that is no text is read all the same: what is wrong with it is said when it is parsed. */
    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return null; // pair() says so, once it is asked for
        }
    }

    /**
     * The pair, if the hub can show itself with it at this time.
     *
     * @throws HubException CONFIGURATION, which says what is wrong with which file
     */
    TlsPair pair(Instant now) {
        TlsPair pair = new TlsPair(certificates(), privateKey());
        pair.check(settings, now);
        return pair;
    }

    private List<X509Certificate> certificates() {
        Path file = settings.certFile();
        HubException malformed = new HubException(AgencyError.TLS_CERT_MALFORMED, Map.of("file", file));
        try {
            List<X509Certificate> all =
                    PemContent.of(there(chain, TlsSettings.CERT, file)).getCertificates();
            if (all.isEmpty()) {
                throw malformed;
            }
            return all;
        } catch (IllegalStateException | IllegalArgumentException noCertificate) {
            malformed.addSuppressed(noCertificate);
            throw malformed;
        }
    }

    private PrivateKey privateKey() {
        Path file = settings.keyFile();
        String text = there(key, TlsSettings.KEY, file);
        HubException malformed = new HubException(
                text.contains(LOCKED) ? AgencyError.TLS_KEY_LOCKED : AgencyError.TLS_KEY_MALFORMED,
                Map.of("file", file));
        try {
            PrivateKey found = PemContent.of(text).getPrivateKey();
            if (found == null) {
                throw malformed;
            }
            return found;
        } catch (IllegalStateException | IllegalArgumentException noKey) {
            throw malformed; // without the cause: its words may hold some of the key
        }
    }

    private static String there(@Nullable String text, String setting, Path file) {
        if (text == null) {
            throw new HubException(AgencyError.TLS_UNREADABLE, Map.of("setting", setting, "file", file));
        }
        return text;
    }

    /** The key is among the components. */
    @Override
    public String toString() {
        return "TlsFiles[" + settings + "]";
    }
}
