package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.Trust;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.PartnerApi;
import vn.lienthong.testing.TestAuthority;

/** The hub speaks to whom it knows, and proves who it is where the partner asks. */
class RestTlsTest {
    @TempDir
    static Path folder;

    private static TestAuthority ours;
    private static TestAuthority another;
    private static String key;

    @BeforeAll
    static void authorities() throws Exception {
        ours = TestAuthority.in(folder.resolve("ours"));
        another = TestAuthority.in(folder.resolve("another"));
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
        key = Files.readString(folder.resolve("key"));
    }

    private static String signed(TestAuthority authority, String host) throws Exception {
        return authority.sign(folder.resolve("request"), host, "-1d");
    }

    private static SSLContext shows(String certificate) throws Exception {
        return Trust.of(new Settings(
                Map.of("client_certificate", certificate, "ca_certificate", ours.certificate()),
                Map.of("client_key", Secret.of(key))));
    }

    private static RestWay way(PartnerApi partner, String authority) {
        return new RestWay(partner.port())
                .resources("rows: { path: /plain, columns: { id: /id } }")
                .with("tls", "verify")
                .with("ca_certificate", authority);
    }

    @Test
    void onlyACertificateOfTheAuthorityForTheHostIsBelieved() throws Exception {
        try (PartnerApi partner = new PartnerApi(shows(signed(ours, "localhost")), false)) {
            partner.rows.addAll(PartnerApi.some(2));
            assertThat(way(partner, ours.certificate()).snapshot("rows").rows()).hasSize(2);
            assertThat(way(partner, ours.certificate()).examine("rows"))
                    .extracting(Check::outcome)
                    .containsOnly(Check.Outcome.OK);
            refused(way(partner, another.certificate()), ConnectorError.TLS_FAILED);
            refused(way(partner, ""), ConnectorError.TLS_FAILED);
            assertThat(way(partner, another.certificate()).examine("rows"))
                    .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                    .extracting(Check::step)
                    .containsExactly("tls");
        }
        try (PartnerApi other = new PartnerApi(shows(signed(ours, "elsewhere.example")), false)) {
            refused(way(other, ours.certificate()), ConnectorError.TLS_FAILED);
        }
    }

    @Test
    void aPartnerThatAsksIsShownTheHubsCertificate() throws Exception {
        try (PartnerApi partner = new PartnerApi(shows(signed(ours, "localhost")), true)) {
            partner.rows.addAll(PartnerApi.some(2));
            RestWay unknown = way(partner, ours.certificate());
            assertThatThrownBy(() -> unknown.snapshot("rows")).isInstanceOf(HubException.class);

            RestWay known = unknown.with("client_certificate", signed(ours, "hub"));
            // a form of one line has lost the line ends
            assertThat(known.secret("client_key", key.replace("\n", " "))
                            .snapshot("rows")
                            .rows())
                    .hasSize(2);
            refused(known.secret("client_key", "no key"), HttpError.CERTIFICATE_WRONG);
        }
    }

    private static void refused(RestWay way, ErrorCode code) {
        assertThatThrownBy(() -> way.snapshot("rows"))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }
}
