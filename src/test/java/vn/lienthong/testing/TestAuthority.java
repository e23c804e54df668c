package vn.lienthong.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A throw-away certificate authority, made with the JDK's keytool, that gives certificates to servers. */
public final class TestAuthority {
    private static final String PASSWORD = "throw-away";
    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";

    private final Path store;

    private TestAuthority(Path store) {
        this.store = store;
    }

    /** An authority whose key lies in this file. */
    public static TestAuthority in(Path store) throws IOException {
        keytool(store, "-genkeypair -keyalg EC -alias", AUTHORITY, "-dname", "CN=Throw-away authority", "-ext", "bc:c");
        return new TestAuthority(store);
    }

    /** The key of a server: into one file for the server (PEM), and into another what any authority can sign. */
    public static void key(Path folder, Path key, Path request) throws IOException, GeneralSecurityException {
        key(folder, key, request, "-keyalg EC");
    }

    /** The same with a key of some kind, as keytool takes it: {@code -keyalg RSA -keysize 2048}. */
    public static void key(Path folder, Path key, Path request, String kind)
            throws IOException, GeneralSecurityException {
        Path store = folder.resolve("server-key");
        keytool(store, "-genkeypair " + kind + " -alias", SERVER, "-dname", "CN=server");
        keytool(store, "-certreq -alias", SERVER, "-file", request.toString());
        byte[] secret = load(store).getKey(SERVER, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(key, pem("PRIVATE KEY", secret));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** Its own certificate (PEM). */
    public String certificate() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", load(store).getCertificate(AUTHORITY).getEncoded());
    }

    /** A certificate (PEM) for whoever answers at this name, for a month from the start on, e.g. {@code -2d}. */
    public String sign(Path request, String host, String start) throws IOException {
        Path answer = request.resolveSibling("answer");
        keytool(
                store,
                "-gencert -rfc -validity 30 -alias",
                AUTHORITY,
                "-infile",
                request.toString(),
                "-outfile",
                answer.toString(),
                "-ext",
                "san=dns:" + host,
                "-startdate",
                start);
        return Files.readString(answer);
    }

    /** Speaks TLS with the key that {@link #key} left in a folder, under a certificate that nobody signed. */
    public static SSLContext unsigned(Path folder) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(folder.resolve("server-key")), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Speaks TLS with every server, whatever certificate it shows; with keys of its own or without. */
    public static SSLContext trusting(KeyManager... own) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, new TrustManager[] {new Trusting()}, null);
        return context;
    }

    /** Asks nobody who he is. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static void keytool(Path store, String act, String... further) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ChildJava.program("keytool"), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(act.split(" ")));
        command.addAll(List.of(further));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }
}
