package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.PartnerApi;

/** A partner lets the hub in by what it says of itself, and not without. */
class RestSignInTest {
    private static final String ROWS = "rows: { path: /plain, columns: { id: { at: /id, type: integer } } }";

    private final PartnerApi partner = new PartnerApi();

    @BeforeEach
    void rows() {
        partner.rows.addAll(PartnerApi.some(3));
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    private RestWay way() {
        return new RestWay(partner.port()).resources(ROWS);
    }

    private static boolean says(HttpExchange exchange, String header, String value) {
        return value.equals(exchange.getRequestHeaders().getFirst(header));
    }

    @Test
    void byUserAndPassword() {
        partner.lets = exchange -> says(exchange, "Authorization", "Basic aHViOm3huq10IGto4bqpdQ==");
        RestWay right = way().with("auth", "basic").with("username", "hub");
        assertThat(right.secret("password", "mật khẩu").snapshot("rows").rows()).hasSize(3);
        refused(right.secret("password", "other"));
    }

    @Test
    void byAKey() {
        partner.lets = exchange -> says(exchange, "Api-Key", "k1");
        RestWay right = way().with("auth", "api_key").with("api_key_header", "Api-Key");
        assertThat(right.secret("api_key", "k1").snapshot("rows").rows()).hasSize(3);
        refused(right.secret("api_key", "k2"));
        refused(way());
    }

    @Test
    void aKeyCannotBringAnotherHeaderAlong() {
        partner.lets = exchange -> exchange.getRequestHeaders().getFirst("X-Role") != null;
        refused(way().with("auth", "api_key").secret("api_key", "k1\r\nX-Role: admin"));
    }

    @Test
    void byATokenThatIsFetchedOnceAndRenewedWhenThePartnerNoLongerTakesIt() {
        partner.lets = exchange -> says(
                exchange,
                "Authorization",
                "Bearer " + (partner.tokens.isEmpty() ? "" : partner.tokens.get(partner.tokens.size() - 1)));
        RestWay way = new RestWay(partner.port())
                .resources(
                        "rows: { path: /pages, rows: /data, columns: { id: /id }, paging: { by: page, parameter: page, size_parameter: size, size: 1 } }")
                .with("auth", "client_credentials")
                .with("client_id", "hub")
                .with("scope", "read")
                .secret("client_secret", "s+1");
        assertThat(way.snapshot("rows").rows()).hasSize(3);
        assertThat(partner.tokens).as("for four requests").hasSize(1);
        assertThat(partner.asked).contains("/token grant_type=client_credentials&scope=read");

        partner.once.add(new PartnerApi.Once(401, Map.of(), "{}"));
        assertThat(way.snapshot("rows").rows()).hasSize(3);
        assertThat(partner.tokens)
                .as("one of this read, one after it was refused")
                .hasSize(3);

        way.secret("client_secret", "wrong");
        refused(way);
        assertThat(way.examine("rows"))
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .singleElement()
                .satisfies(check -> assertThat(check.step()).isEqualTo("sign-in"));
    }

    @Test
    void aPlaceThatGivesNoTokenIsNamed() {
        for (String answer : List.of("{}", "{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}", "[]")) {
            try (PartnerApi other = new PartnerApi()) {
                other.raw("/other/token", answer);
                assertThatThrownBy(() -> new RestWay(other.port())
                                .resources(ROWS)
                                .with("auth", "client_credentials")
                                .with("client_id", "hub")
                                .with("token_path", "/other/token")
                                .secret("client_secret", "s")
                                .snapshot("rows"))
                        .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                                .isEqualTo(RestError.TOKEN_MISSING));
            }
        }
    }

    private static void refused(RestWay way) {
        assertThatThrownBy(() -> way.snapshot("rows")).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(HttpError.SIGN_IN_REFUSED);
            assertThat(refused.code().kind()).isEqualTo(ErrorKind.CREDENTIAL);
        });
    }
}
