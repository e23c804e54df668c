package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Sign-in providers as the operator's environment names them. */
class IdentitySettingsTest {
    private static final String START = "LIENTHONG_SIGNIN_OIDC_MOET_";

    @Test
    void theEnvironmentNamesAProviderWhole() {
        IdentitySettings settings = bound(Map.of(
                START + "ISSUER", "https://id.moet.example/realms/one",
                START + "CLIENTID", "lienthong",
                START + "CLIENTSECRETFILE", "/run/secrets/moet",
                START + "TITLE_VI", "Tài khoản ngành",
                START + "ACR", "gold,silver",
                START + "AMR", "otp"));
        IdentitySettings.Provider moet = settings.oidc().get("moet");
        assertThat(moet.clientSecretFile()).isEqualTo(Path.of("/run/secrets/moet"));
        assertThat(moet.called("moet")).isEqualTo(new Text("Tài khoản ngành", "Tài khoản ngành"));
        assertThat(moet.acr()).containsExactly("gold", "silver");
        assertThat(moet.amr()).containsExactly("otp");
        assertThat(bound(Map.of()).oidc()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.moet.example",
                "http://localhost:9000",
                "http://127.0.0.1:9000",
                "https://name@id.moet.example",
                "https://id.moet.example?x=y",
                "https://id.moet.example#x",
                "https:///path",
                "file:///etc/passwd",
                "id.moet.example",
                ""
            })
    void anIssuerThatIsNoHttpsAddressRefusesTheStart(String issuer) {
        assertRefused(Map.of(START + "ISSUER", issuer, START + "CLIENTID", "lienthong"), START + "ISSUER");
    }

    @Test
    void onThisMachineAloneOneMayDoWithoutTlsWhereThatIsPermitted() {
        Map<String, String> permitted = Map.of("LIENTHONG_SIGNIN_OIDCONLOOPBACK", "true", START + "CLIENTID", "x");
        assertThat(bound(with(permitted, START + "ISSUER", "http://localhost:9000"))
                        .oidc())
                .containsKey("moet");
        for (String elsewhere :
                new String[] {"http://10.0.0.7", "http://localhost.example", "http://127.0.0.1.example"}) {
            assertRefused(with(permitted, START + "ISSUER", elsewhere), START + "ISSUER");
        }
    }

    @Test
    void aProviderNeedsAClientAndOneSecretAtMost() {
        Map<String, String> moet = Map.of(START + "ISSUER", "https://id.moet.example");
        assertRefused(moet, START + "CLIENTID");
        Map<String, String> both = with(with(moet, START + "CLIENTID", "x"), START + "CLIENTSECRET", "CANARY");
        assertThat(bound(both).oidc().get("moet").toString()).doesNotContain("CANARY");
        assertRefused(with(both, START + "CLIENTSECRETFILE", "/run/secrets/moet"), START + "CLIENTSECRETFILE");
    }

    private static void assertRefused(Map<String, String> variables, String setting) {
        assertThatThrownBy(() -> bound(variables)).rootCause().isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(AgencyError.PROVIDER_SETTING_INVALID);
            assertThat(refused.arguments().get("setting")).isEqualTo(setting);
        });
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return more;
    }

    private static IdentitySettings bound(Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("lienthong.sign-in", IdentitySettings.class);
    }
}
