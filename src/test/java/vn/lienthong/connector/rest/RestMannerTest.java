package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.connector.Check;
import vn.lienthong.testing.PartnerApi;

/** What the examples say goes with each request: a gateway's scopes and headers, an exchange's parameters. */
class RestMannerTest {
    private final PartnerApi partner = new PartnerApi();

    @AfterEach
    void stop() {
        partner.close();
    }

    /** The settings of an example, at the partner on the loopback. */
    @SuppressWarnings("unchecked")
    private RestWay example(String connector) {
        try {
            Map<String, Object> file = new Yaml()
                    .load(Files.readString(Path.of("src/docs/profiles/connectors/" + connector + ".connector.yaml")));
            RestWay way = new RestWay(partner.port());
            ((Map<String, Object>) file.get("settings")).forEach((setting, value) -> {
                if (!List.of("host", "port", "resources", "client_secret").contains(setting)) {
                    way.with(setting, value instanceof Integer number ? (Object) number.longValue() : value);
                }
            });
            return way.resources(new Yaml().dump(((Map<String, Object>) file.get("settings")).get("resources")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aGatewayGivesEachServiceATokenForItsScopeAndSeesItsHeader() {
        partner.raw("/gateway/ho-tich/v1/khai-sinh", "{\"data\": []}");
        partner.raw("/gateway/dan-cu/v2/thuong-tru", "{\"ketQua\": [{\"soDinhDanh\": \"001\", \"maXa\": \"00004\"}]}");
        RestWay way = example("lgsp-hanoi")
                .with("token_path", "/token")
                .with("client_id", "hub")
                .secret("client_secret", "s+1");

        assertThat(way.examine("khai-sinh", "thuong-tru", "khai-sinh"))
                .noneMatch(check -> check.outcome() == Check.Outcome.FAILED);
        assertThat(way.snapshot("thuong-tru").rows()).containsExactly(List.of("001", "00004"));
        assertThat(partner.asked)
                .as("in one session one token a scope")
                .filteredOn(asked -> asked.startsWith("/token"))
                .containsExactly(
                        "/token grant_type=client_credentials&scope=ho-tich.doc",
                        "/token grant_type=client_credentials&scope=dan-cu.doc",
                        "/token grant_type=client_credentials&scope=dan-cu.doc");
    }

    @Test
    void anExchangeIsToldWithEachRequestWhoIsMeant() {
        partner.rows.addAll(PartnerApi.some(3));
        RestWay way = new RestWay(partner.port())
                .with("query", Map.of("dstcode", "VN:GOV:G01:dan-cu"))
                .resources("""
                        rows:
                          path: /pages
                          query: { providerurl: "https://api.dan-cu.example" }
                          rows: /data
                          columns: { id: /id }
                          paging: { by: page, parameter: page, size_parameter: size, size: 2 }
                        """);

        assertThat(way.snapshot("rows").rows()).hasSize(3);
        assertThat(partner.asked)
                .hasSizeGreaterThan(1)
                .allMatch(asked -> asked.contains("dstcode=VN%3AGOV%3AG01%3Adan-cu")
                        && asked.contains("providerurl=https%3A%2F%2Fapi.dan-cu.example"));
        Manner writing =
                Manner.of(way.opening().settings(), Map.of(), Map.of("providerurl", "https://x.example?a=1&b"));
        assertThat(writing.address("/rows/1"))
                .isEqualTo("/rows/1?dstcode=VN%3AGOV%3AG01%3Adan-cu&providerurl=https%3A%2F%2Fx.example%3Fa%3D1%26b");
    }
}
