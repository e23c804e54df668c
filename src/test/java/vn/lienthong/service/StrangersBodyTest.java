package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import vn.lienthong.testing.HubTest;

/** What a stranger sends where programs ask is not read before he is known, in whatever parts it comes. */
@HubTest
class StrangersBodyTest {
    /** What the sender says he will send. */
    private static final int WHOLE = 1 << 30;

    @LocalServerPort
    int port;

    @Autowired
    ServletWebServerApplicationContext hub;

    @ParameterizedTest
    @ValueSource(strings = {"/data/pupil-status/v1", "/%64ata/x?lang=vi", "/soap/pupil-status/v1"})
    void aStrangersPartsAreRefusedBeforeTheyHaveArrived(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(head(path));
            byte[] part = new byte[64 << 10];
            out.write(part);
            out.flush();

            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();

            assertThat(answer).as("of a body that never ends").startsWith("HTTP/1.1 401");
            assertThat(inFiles()).isEmpty();
            assertThat(sent(out, part)).as("before he hangs up").isLessThan(WHOLE);
        }
    }

    private byte[] head(String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + WHOLE
                        + "\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** How much the other side takes before it hangs up. */
    private static int sent(OutputStream out, byte[] part) {
        int sent = 0;
        try {
            while (sent < WHOLE) {
                out.write(part);
                sent += part.length;
            }
        } catch (IOException hungUp) {
            return sent; // which is what it is to do
        }
        return sent;
    }

    private Stream<Path> files() throws IOException {
        Path base = ((TomcatWebServer) hub.getWebServer())
                .getTomcat()
                .getServer()
                .getCatalinaBase()
                .toPath();
        return Files.walk(base);
    }

    private List<Path> inFiles() throws IOException {
        try (Stream<Path> all = files()) {
            return all.filter(file -> file.getFileName().toString().startsWith("upload_"))
                    .toList();
        }
    }
}
