package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;

/** An API that was not made for this: the hub's own, as its description has it. */
@HubTest
class HubAsPartnerTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @LocalServerPort
    int port;

    @Test
    void aHubsPeopleAreReadInPartsByTheDraftOfItsDescription() {
        ApiCaller api = new ApiCaller(http, tokens);
        String draft =
                OpenApiDraft.of("openapi.json", api.get("openapi").getBody().toString(), Locale.ENGLISH);
        Map<String, Map<String, Map<String, Object>>> drafted = new Yaml().load(draft);
        assertThat(drafted.get("resources")).containsKeys("api-v1-people", "api-v1-connectors", "api-v1-jobs");

        Map<String, Object> people = drafted.get("resources").get("api-v1-people");
        people.put(
                "paging",
                Map.of("by", "cursor", "parameter", "after", "next", "/next", "size_parameter", "limit", "size", 2));
        RestWay.Read read = new RestWay(port)
                .with("base_path", "")
                .with("auth", "api_key")
                .with("api_key_header", "Authorization")
                .secret(
                        "api_key",
                        "Bearer "
                                + tokens.issue("tester", "test", Duration.ofMinutes(5))
                                        .token())
                .resources(new Yaml().dump(Map.of("people", people)))
                .snapshot("people");

        List<String> names = api.get("people?limit=200").getBody().path("items").findValuesAsText("name");
        assertThat(names).isNotEmpty();
        assertThat(read.refused()).isEmpty();
        assertThat(read.rows()).hasSameSizeAs(names);
        assertThat(read.rows().toString()).contains(names);
    }
}
