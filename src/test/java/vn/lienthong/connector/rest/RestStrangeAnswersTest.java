package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.PartnerApi;

/** What a partner answers that is no answer stays out of the hub's words, and out of its memory. */
class RestStrangeAnswersTest {
    private static final String ROWS = "rows: { path: /rows, columns: { id: { at: /id, type: integer } } }\n"
            + "linked: { path: /linked, rows: /data, columns: { id: { at: /id, type: integer } }, paging: { by: link, next: /next } }";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "[\"001209000123\"]\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n001209000123 An\r\n",
                "HTTP/1.1 001209000123 An\r\n\r\n"
            })
    void whatIsNoHttpIsNotRepeatedInWhatTheHubSaysOfIt(String answer) throws IOException {
        HubException refused = refused(answer.getBytes(StandardCharsets.UTF_8));
        StringWriter whole = new StringWriter();
        refused.printStackTrace(new PrintWriter(whole));
        assertThat(whole.toString() + refused.arguments()).doesNotContain("001209000123");
        assertThat(refused.code()).isEqualTo(ConnectorError.LOST);
    }

    @Test
    void whatIsPackedOnceIsReadAndWhatIsPackedInItselfIsNot() throws IOException {
        byte[] rows = "[{\"id\": 1}]".getBytes(StandardCharsets.UTF_8);
        try (Blurting partner = new Blurting(answer("gzip", packed(rows)))) {
            assertThat(new RestWay(partner.port())
                            .resources(ROWS)
                            .snapshot("rows")
                            .rows())
                    .hasSize(1);
        }
        assertThat(refused(answer("gzip, gzip", packed(packed(rows)))).code()).isEqualTo(ConnectorError.LOST);
        assertThat(refused(answer("deflate", rows)).code()).isEqualTo(ConnectorError.LOST);
    }

    @Test
    void aLinkThatIsAQueryAloneLeadsOnAtTheSamePath() {
        try (PartnerApi partner = new PartnerApi()) {
            partner.raw("/api/linked", "{\"data\": [{\"id\": 1}], \"next\": \"?part=2\"}");
            HubException refused = catchThrowableOfType(
                    HubException.class,
                    () -> new RestWay(partner.port()).resources(ROWS).snapshot("linked"));
            assertThat(refused.code())
                    .as("the same answer again, and no unknown path")
                    .isEqualTo(HttpError.NEXT_REPEATED);
        }
    }

    private static HubException refused(byte[] answer) throws IOException {
        try (Blurting partner = new Blurting(answer)) {
            return catchThrowableOfType(
                    HubException.class,
                    () -> new RestWay(partner.port()).resources(ROWS).snapshot("rows"));
        }
    }

    private static byte[] answer(String packing, byte[] body) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write((OK + "Content-Encoding: " + packing + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        answer.write(body);
        return answer.toByteArray();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }
}
