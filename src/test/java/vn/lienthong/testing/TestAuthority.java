package vn.lienthong.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
        Path store = folder.resolve("server-key");
        keytool(store, "-genkeypair -keyalg EC -alias", SERVER, "-dname", "CN=server");
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

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static void keytool(Path store, String act, String... further) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(act.split(" ")));
        command.addAll(List.of(further));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }
}
