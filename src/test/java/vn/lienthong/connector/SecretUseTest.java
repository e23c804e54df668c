package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Text;

/** What a secret was given for: elsewhere, for somebody else or by another authority's word it is not sent. */
class SecretUseTest {
    @ParameterizedTest
    @CsvSource({
        "host, other.example",
        "port, 8443",
        "tls, off",
        "username, other",
        "client_id, other",
        "security, username_text",
        "security_username, other",
        "token_host, other.example",
        "token_path, /other",
        "ca_certificate, -----BEGIN CERTIFICATE-----"
    })
    void anotherWayIsAnotherUse(String setting, String value) {
        assertThat(SecretUse.of(connector(Map.of(setting, value)))).isNotEqualTo(SecretUse.of(connector(Map.of())));
    }

    private static Connector connector(Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(Map.of("host", "api.example", "port", 443L, "tls", "verify"));
        settings.putAll(further);
        return new Connector(
                new ConnectorName("partner"),
                Text.same("partner"),
                new AgencyCode("H26"),
                null,
                "rest",
                settings,
                Map.of(),
                Map.of(),
                Connector.Origin.HUB,
                null);
    }
}
