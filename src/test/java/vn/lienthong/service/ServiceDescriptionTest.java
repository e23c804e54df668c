package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Testers;

/** A service tells programs how it is asked, as far as their agreement goes, and those nobody here wrote find their way by it. */
class ServiceDescriptionTest extends ServiceGround {
    private static final String DESCRIBED = STATUS + "/openapi.json";

    ServiceDescriptionTest() {
        super("bhxh-described");
    }

    private static OpenAPI parsed(String document) {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document, null, null);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    @Test
    void itSaysWhatTheAgreementAnswersAndNoMore() {
        HttpResponse<String> described = program.get(DESCRIBED, token);

        assertThat(described.statusCode()).as(described.body()).isEqualTo(200);
        OpenAPI api = parsed(described.body());
        Operation ask = api.getPaths().get(STATUS).getPost();
        assertThat(api.getPaths().get(STATUS).getGet())
                .as("personal ids do not stand in addresses")
                .isNull();
        assertThat(ask.getResponses()).containsOnlyKeys("200", "400", "401", "404", "422", "429", "503");
        assertThat(ask.getResponses().get("429").getHeaders()).containsKey("Retry-After");
        assertThat(api.getComponents().getSchemas().get("Question").getProperties())
                .containsOnlyKeys("personal_id", "birth_date");
        assertThat(api.getComponents().getSchemas().get("Row").getProperties())
                .containsOnlyKeys("school_code", "status");
        assertThat(api.getComponents()
                        .getSecuritySchemes()
                        .get("token")
                        .getFlows()
                        .getClientCredentials()
                        .getTokenUrl())
                .isEqualTo("http://127.0.0.1:" + port + "/oauth2/token");
        assertThat(api.getInfo().getDescription()).contains("5000 a minute");
        assertThat(described.body()).doesNotContain("full_name", "data-csdl", "province");
    }

    @Test
    void whatIsAskedOfPublicColumnsMayStandInTheAddress() {
        clear(); // tests of other classes may have asked in this minute
        Operation get = parsed(
                        program.get("/data/school/v3/openapi.json", token).body())
                .getPaths()
                .get("/data/school/v3")
                .getGet();

        assertThat(get.getParameters()).singleElement().satisfies(parameter -> {
            assertThat(parameter.getName()).isEqualTo("school_code");
            assertThat(parameter.getRequired()).isTrue();
        });
        clear();
    }

    /** The description counts as a call: three a minute are agreed. */
    private void clear() {
        state.sql("delete from service_limits where agreement = 'agreement/school.bhxh'")
                .update();
    }

    @Test
    void answersAndRefusalsFitIt() {
        String described = program.get(DESCRIBED, token).body();

        fits(described, "Answer", program.post(STATUS, token, AN));
        fits(described, "Problem", program.post(STATUS, token, "{}"));
        fits(described, "Problem", program.post(STATUS, null, AN));
        assertThat(wrong(described, "Answer", "{\"service\":\"x\",\"rows\":[{\"school_code\":\"s-1\"}]}"))
                .isNotEmpty();
    }

    private static void fits(String described, String schema, HttpResponse<String> answer) {
        assertThat(wrong(described, schema, answer.body())).as(answer.body()).isEmpty();
    }

    private static List<?> wrong(String described, String schema, String answer) {
        return SchemaRegistry.withDialect(
                        Dialects.getOpenApi30(), builder -> builder.schemas(Map.of("urn:described", described)))
                .getSchema(SchemaLocation.of("urn:described#/components/schemas/" + schema))
                .validate(answer, InputFormat.JSON);
    }

    @Test
    void whatIsNotPermittedIsNotDescribedAndLooksLikeWhatIsNotThere() {
        String other = program.token("not-described", registered("not-described", "G27"));
        String none = Asking.whole(program.post(STATUS, token, AN.replace("0001\"", "0009\"")));

        for (HttpResponse<String> refused : List.of(
                program.get(DESCRIBED, other),
                program.get("/data/school/v3/openapi.json", other),
                program.get("/data/none/v1/openapi.json", token),
                program.get(STATUS + "/openapi.yaml", token),
                program.post(DESCRIBED, token, AN))) {
            assertThat(Asking.whole(refused)).startsWith("404\n").isEqualTo(none);
        }
        assertThat(Asking.whole(program.get(DESCRIBED, null)))
                .startsWith("401\n")
                .isEqualTo(Asking.whole(program.post(STATUS, null, AN)));
        assertThat(state.sql("select count(*) from journal_entries where actor = 'caller/not-described'"
                                + " and act = 'service.called' and outcome = 'refused'")
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void peopleGetWhatIsForThem() {
        Testers.admit(state, "described-consumer", "viewer", "G26");
        Testers.admit(state, "described-provider", "viewer", "G03");
        Testers.admit(state, "described-stranger", "viewer", "G29");

        assertThat(described("described-consumer").toString())
                .contains("school_code")
                .doesNotContain("full_name");
        String whole = described("described-provider").toString();
        assertThat(whole).contains("full_name");
        parsed(whole);
        assertThat(described("described-stranger").path("code").asText()).isEqualTo("service.NOTHING_HERE");
        assertThat(new ApiCaller(http, tokens, "described-provider")
                        .get("services/pupil-status/v2/openapi")
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("service.NOTHING_HERE");
    }

    private JsonNode described(String person) {
        return new ApiCaller(http, tokens, person)
                .get("services/pupil-status/v1/openapi")
                .getBody();
    }

    @Test
    void curlAsksByWhatItReads(@TempDir Path folder) throws Exception {
        assumeTrue(Programs.there("/usr/bin/curl"), "NOT TRIED: curl is not on this machine");
        Path body = Files.writeString(folder.resolve("asked.json"), AN);
        JsonNode api = Asking.json(program.get(DESCRIBED, token));
        String tokenUrl = api.at("/components/securitySchemes/token/flows/clientCredentials/tokenUrl")
                .asText();
        String given = curl("-u", "bhxh-described:" + secret, "-d", "grant_type=client_credentials", tokenUrl);
        String held = given.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        String path = api.path("paths").fieldNames().next();

        assertThat(curl(
                        "-H",
                        "Authorization: Bearer " + held,
                        "-H",
                        "Content-Type: application/json",
                        "--data-binary",
                        "@" + body,
                        api.at("/servers/0/url").asText() + path))
                .isEqualTo(
                        "{\"service\":\"pupil-status/1\",\"rows\":[{\"school_code\":\"s-1\",\"status\":\"studying\"}]}");
    }

    private static String curl(String... arguments) throws Exception {
        return Programs.said(Stream.concat(Stream.of("curl", "-sS", "--max-time", "20"), Stream.of(arguments))
                .toList());
    }
}
