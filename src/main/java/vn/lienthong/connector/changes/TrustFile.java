package vn.lienthong.connector.changes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;

/** A server's authority as the engine takes it, in a file; nobody else may write it, and it is gone when the engine has ended. */
final class TrustFile implements AutoCloseable {
    /** What it holds is public; the engine wants a word all the same. */
    private static final String WORD = "public";

    private final Path file;

    private TrustFile(Path file) {
        this.file = file;
    }

    static TrustFile of(String authority) {
        try {
            TrustFile made = new TrustFile(Files.createTempFile("lienthong-authority", ".p12"));
            try (OutputStream out = Files.newOutputStream(made.file)) {
                store(authority).store(out, WORD.toCharArray());
            }
            return made;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("a certificate that cannot be used", unusable);
        }
    }

    private static KeyStore store(String authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII)))) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }

    void into(Properties all) {
        all.setProperty("database.ssl.truststore", file.toString());
        all.setProperty("database.ssl.truststore.password", WORD);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
