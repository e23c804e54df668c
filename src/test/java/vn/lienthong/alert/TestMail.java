package vn.lienthong.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on the loopback that lets one user in. Before it stands a door that speaks TLS, from the start or once it is asked
 * (STARTTLS), which the server itself does not know.
 */
final class TestMail implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService work = Executors.newCachedThreadPool();
    private final boolean later;
    private final KeyStore keys;
    private final SSLContext tls;

    /** @param later whether TLS begins once it is asked for */
    TestMail(Path folder, boolean later, String user, String password) throws Exception {
        this.later = later;
        this.keys = keys(folder.resolve("mail-server.p12"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        this.tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server.start();
        server.setUser("hub@moet.example", user, password);
        server.getUserManager().setAuthRequired(true);
        work.execute(this::accept);
    }

    private static KeyStore keys(Path store) throws Exception {
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=mail.invalid",
                        "-ext",
                        "san=dns:mail.invalid",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor())
                .as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    MimeMessage[] mails() {
        return server.getReceivedMessages();
    }

    /** A channel {@code mail} to it, with further settings. */
    String rules(String further) throws GeneralSecurityException {
        String pem = "-----BEGIN CERTIFICATE-----\\n"
                + Base64.getEncoder().encodeToString(keys.getCertificate("mail").getEncoded())
                + "\\n-----END CERTIFICATE-----";
        return """
                channels:
                  - channel: mail
                    type: email
                    agency: G03
                    host: mail.invalid
                    port: %d
                    tls: %s
                    ca_certificate: "%s"
                    from: hub@moet.example
                    to: [cntt@moet.example]
                    %s
                tell: [{ channels: [mail] }]
                """.formatted(door.getLocalPort(), later ? "starttls" : "on", pem, further.replace("\n", "\n    "));
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                work.execute(() -> serve(client));
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void serve(Socket client) {
        try (Socket inner =
                new Socket(InetAddress.getLoopbackAddress(), server.getSmtp().getPort())) {
            BufferedReader greeting = new BufferedReader(new InputStreamReader(inner.getInputStream()), 1);
            if (later) {
                negotiate(client);
                greeting.readLine(); // who has been greeted is not greeted again
            }
            SSLSocket outer = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
            outer.setUseClientMode(false);
            outer.startHandshake();
            work.execute(() -> copy(inner, outer));
            copy(outer, inner);
        } catch (IOException refused) {
            closeQuietly(
                    client); // a client that does not believe the certificate goes away; that is what some tests are
            // about
        }
    }

    private static void negotiate(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        InputStream in = client.getInputStream();
        say(out, "220 localhost ready");
        for (String line = line(in); !line.equals("STARTTLS"); line = line(in)) {
            say(out, "250-localhost\r\n250 STARTTLS");
        }
        say(out, "220 go on");
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Byte by byte, so that nothing of the handshake is swallowed. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("gone");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            closeQuietly(to); // one side has ended the talk
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        work.shutdownNow();
        server.stop();
    }
}
