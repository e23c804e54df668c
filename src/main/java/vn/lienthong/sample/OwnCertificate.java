package vn.lienthong.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.lienthong.store.OwnerOnly;

/**
 * A key and a certificate of a server on this machine, made once and kept. Without them MariaDB makes a key of 4096 bits at each
 * start, which takes it seconds, and up to a minute where others work beside it.
 *
 * @param key in PEM, its owner's alone
 * @param certificate in PEM
 */
record OwnCertificate(Path key, Path certificate) {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "STORE_PASSWORD";
    private static final int MOST_SECONDS = 60;

    /** That of the server in a folder; the certificate comes last, so that a start that was killed half-way leaves none. */
    static OwnCertificate in(Path folder) throws IOException {
        OwnCertificate own = new OwnCertificate(folder.resolve("server.key"), folder.resolve("server.crt"));
        if (!Files.exists(own.certificate)) {
            own.make(folder.resolve("server.p12"));
        }
        return own;
    }

    private void make(Path store) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.deleteIfExists(store);
        try {
            generate(store, password);
            KeyStore kept = KeyStore.getInstance(store.toFile(), password.toCharArray());
            pem(key, "PRIVATE KEY", kept.getKey(ALIAS, password.toCharArray()).getEncoded());
            pem(certificate, "CERTIFICATE", kept.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the server's key cannot be read: " + unusable.getMessage(), unusable);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    /** By the program that comes with every Java: in the library itself nothing signs certificates. */
    private static void generate(Path store, String password) throws IOException {
        ProcessBuilder program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        program.environment().put(PASSWORD, password);
        Process process = program.start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no key for the server");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        OwnerOnly.write(
                unfinished,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
