package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Versions of a service stand side by side; the older one says that it goes out of use, and is then as if it had never been. */
class ServiceVersionsTest extends ServiceGround {
    private static final String OLD = "/data/standing/v1";
    private static final LocalDate TODAY = LocalDate.now(ServiceCall.ZONE);
    private static final String ENVELOPE = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + "<ask xmlns=\"https://lienthong.vn/services/standing/v1\"><personal_id>001210000001</personal_id>"
            + "<birth_date>2010-02-03</birth_date></ask></e:Body></e:Envelope>";

    ServiceVersionsTest() {
        super("bhxh-versions");
    }

    @BeforeEach
    void agreed() throws IOException {
        agreement("standing.old", "standing/1", "G26", 5_000, -9, 300, "school_code", "contact: a@b.example");
    }

    @AfterEach
    void end() throws IOException {
        for (String file : new String[] {
            "standing.old.agreement.yaml",
            "standing.new.agreement.yaml",
            "standing.service.yaml",
            "standing.v2.service.yaml"
        }) {
            Files.deleteIfExists(folders.routes().resolve(file));
        }
        services.refresh();
    }

    private void version(int version, String end) throws IOException {
        write(version == 1 ? "standing.service.yaml" : "standing.v" + version + ".service.yaml", """
                service: standing
                version: %d
                title: { vi: Đang học, en: Standing }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id, birth_date]
                answer: [school_code]
                offer: [rest, soap]
                %s
                """.formatted(
                        version, end));
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    private static Map<String, Optional<String>> said(HttpResponse<?> answer) {
        return Map.of(
                "Deprecation", answer.headers().firstValue("Deprecation"),
                "Sunset", answer.headers().firstValue("Sunset"),
                "Link", answer.headers().firstValue("Link"));
    }

    @Test
    void answersOfAVersionThatGoesSaySoAndNameTheNextOneToWhomItIsFor() throws IOException {
        version(1, "deprecated: 2027-01-01\nuntil: 2099-06-30");
        version(2, "");
        HttpResponse<String> answer = program.post(OLD, token, AN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Optional<String>> ending = Map.of(
                "Deprecation", Optional.of("@1798736400"),
                "Sunset", Optional.of("Tue, 30 Jun 2099 17:00:00 GMT"),
                "Link", Optional.empty());
        assertThat(said(answer)).as("version 2 is not for it").isEqualTo(ending);

        agreement("standing.new", "standing/2", "G26", 5_000, -9, 300, "school_code", "contact: a@b.example");
        services.refresh();
        assertThat(program.post(OLD, token, AN).headers().firstValue("Link"))
                .hasValue("</data/standing/v2>; rel=\"successor-version\"");
        HttpResponse<String> envelope = program.envelope(
                "/soap/standing/v1", token, "text/xml; charset=utf-8", ENVELOPE.getBytes(StandardCharsets.UTF_8));
        assertThat(envelope.statusCode()).as(envelope.body()).isEqualTo(200);
        assertThat(said(envelope))
                .containsEntry("Deprecation", Optional.of("@1798736400"))
                .containsEntry("Link", Optional.of("</soap/standing/v2>; rel=\"successor-version\""));
        assertThat(program.get("/soap/standing/v1?wsdl", token).body()).contains("answers until 30/06/2099");
        assertThat(said(program.post("/data/standing/v2", token, AN)).values())
                .as("the newer one stays")
                .allMatch(Optional::isEmpty);

        JsonNode api = Asking.json(program.get(OLD + "/openapi.json", token));
        assertThat(api.path("paths").path(OLD).path("post").path("deprecated").asBoolean())
                .isTrue();
        assertThat(api.path("info").path("description").asText()).contains("from 01/01/2027");
        assertThat(Asking.json(program.get("/data/standing/v2/openapi.json", token))
                        .path("paths")
                        .path("/data/standing/v2")
                        .path("post")
                        .has("deprecated"))
                .isFalse();
        assertThat(Asking.whole(program.post(OLD, token, AN.replace("0001\"", "0009\""))))
                .as("a refusal tells of no service")
                .isEqualTo(Asking.whole(program.post("/data/none/v1", token, AN)));
        assertThat(noticed()).isEqualTo("service-ending");
        assertThat(listed().path("until").asText()).isEqualTo("2099-06-30");
        assertThat(listed().path("answers").asBoolean()).isTrue();
    }

    @Test
    void afterItsLastDayAVersionIsAsIfItHadNeverBeen() throws IOException {
        version(1, "deprecated: " + TODAY.minusDays(40) + "\nuntil: " + TODAY.minusDays(1));

        String none = Asking.whole(program.post("/data/none/v1", token, AN));
        assertThat(Asking.whole(program.post(OLD, token, AN)))
                .startsWith("404\n")
                .isEqualTo(none);
        assertThat(Asking.whole(program.get(OLD + "/openapi.json", token))).isEqualTo(none);
        HttpResponse<String> fault = program.envelope(
                "/soap/standing/v1", token, "text/xml; charset=utf-8", ENVELOPE.getBytes(StandardCharsets.UTF_8));
        assertThat(fault.body()).contains("service.NOTHING_HERE");
        assertThat(said(fault).values()).allMatch(Optional::isEmpty);
        assertThat(state.sql("select distinct details ->> 'why' from journal_entries where"
                                + " actor = 'caller/bhxh-versions' and subject = 'service/standing/1'"
                                + " and 'G03' = any(agencies) and outcome = 'refused'")
                        .query(String.class)
                        .list())
                .containsExactly("service.SERVICE_OVER");
        assertThat(noticed()).isEqualTo("service-over");
        assertThat(listed().path("answers").asBoolean()).isFalse();
        assertThat(api.get("services/standing/v1/openapi")
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("service.NOTHING_HERE");
        assertThat(api.yaml(
                                HttpMethod.POST,
                                "agreements?reason=x",
                                Files.readString(folders.routes().resolve("standing.old.agreement.yaml"))
                                        .replace("standing.old", "standing.late")
                                        .replace(TODAY.minusDays(9).toString(), TODAY.toString())
                                        .replace("G26", "G27"))
                        .getBody()
                        .toString())
                .contains("before the agreement begins");
    }

    /** What people are told of the agreement on the older version. */
    private String noticed() {
        for (JsonNode notice : api.get("status").getBody().path("agreements")) {
            if (notice.path("agreement").asText().equals("standing.old")
                    && notice.path("what").asText().startsWith("service-")) {
                return notice.path("what").asText();
            }
        }
        return "nothing";
    }

    private JsonNode listed() {
        for (JsonNode service : api.get("services").getBody()) {
            if (service.path("service").asText().equals("standing/1")) {
                return service;
            }
        }
        throw new AssertionError("not listed");
    }
}
