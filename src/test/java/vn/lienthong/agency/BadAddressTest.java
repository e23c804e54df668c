package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.lienthong.testing.HubTest;

/** What no client library would send: written into the socket as it stands. */
@HubTest
class BadAddressTest {
    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/jobs/%2F",
                "/api/v1//jobs",
                "/api/v1/jobs;x=1",
                "/api/v1/jobs/%",
                "/api/v1/jobs/%00",
                "/api/v1/jobs/%2e%2e",
                "/api/v1/jobs%0a",
                "/api/v1/%E0%80",
                "/api/v1/jobs/a%5Cb"
            })
    void aProgramReadsAProblemDocument(String address) throws IOException {
        String answer = ask(address);
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.toLowerCase()).contains("content-type: application/problem+json");
        assertThat(answer).contains("\"code\":\"agency.ADDRESS_INVALID\"").doesNotContainIgnoringCase("tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs/%2F", "/jobs/%", "/jobs/a\\b"})
    void aReaderReadsASentence(String address) throws IOException {
        assertThat(ask(address))
                .startsWith("HTTP/1.1 400")
                .contains("This is no address")
                .doesNotContain("<html");
    }

    private String ask(String address) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nAccept-Language: en\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
