package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestCertificate;

/** A hub that was given files it cannot show itself with does not start, and says which file is wrong and what to do. */
class TlsPairTest {
    @TempDir
    Path folder;

    private TestCertificate laid;

    @BeforeEach
    void lay() throws IOException, GeneralSecurityException {
        laid = new TestCertificate(folder);
    }

    @Test
    void aGoodPairIsShown() {
        HubCertificate certificate = started();

        assertThat(certificate.names()).containsExactly("hub.example", "localhost");
        assertThat(certificate.fingerprint())
                .hasValueSatisfying(hex -> assertThat(hex).hasSize(64));
        assertThat(certificate.served().orElseThrow().toString()).doesNotContain("PRIVATE");
    }

    @Test
    void oneFileWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> new TlsSettings("tls.crt", " ", null))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_TLS_KEY is not set");
        assertThatThrownBy(() -> new TlsSettings("", "tls.key", null))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_TLS_CERT is not set");
        assertThat(new TlsSettings("", null, null).on()).isFalse();
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(laid.key().toRealPath());

        assertThat(refused(AgencyError.TLS_UNREADABLE).problem().en()).contains("LIENTHONG_TLS_KEY", "tls.key");
    }

    @Test
    void whatIsNoCertificateIsRefused() throws IOException {
        Files.write(laid.cert(), new byte[] {0x30, (byte) 0x82, 1, 2, 3});
        refused(AgencyError.TLS_CERT_MALFORMED);

        Files.writeString(laid.cert(), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        refused(AgencyError.TLS_CERT_MALFORMED);

        Files.writeString(laid.cert(), "");
        refused(AgencyError.TLS_CERT_MALFORMED);
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingOfItIsSaid() throws IOException {
        String key = Files.readString(laid.key());
        String half = key.substring(0, key.length() / 2);
        Files.writeString(laid.key(), half);
        HubException refused = refused(AgencyError.TLS_KEY_MALFORMED);
        assertThat(refused.getCause()).isNull();
        assertThat(refused.getMessage() + refused.arguments())
                .doesNotContain(half.lines().skip(1).findFirst().orElseThrow());

        Files.writeString(laid.key(), key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        refused(AgencyError.TLS_KEY_LOCKED);

        Files.writeString(laid.key(), Files.readString(laid.cert()));
        refused(AgencyError.TLS_KEY_MALFORMED);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException, GeneralSecurityException {
        Files.writeString(laid.key(), Files.readString(laid.issue("-1H").resolve("tls.key")));

        assertThat(refused(AgencyError.TLS_PAIR_MISMATCH).problem().en()).contains("tls.key", "tls.crt");
    }

    @Test
    void aChainInTheWrongOrderOrOfSomebodyElseIsRefused() throws IOException, GeneralSecurityException {
        String own = Files.readString(laid.cert()).split("(?<=-----END CERTIFICATE-----\n)")[0];
        Files.writeString(laid.cert(), own);
        started();

        Files.writeString(
                laid.cert(), own + TestAuthority.in(folder.resolve("other")).certificate());
        refused(AgencyError.TLS_CHAIN_BROKEN);

        Files.writeString(laid.cert(), laid.authority().certificate() + own);
        refused(AgencyError.TLS_PAIR_MISMATCH);
    }

    @Test
    void whatIsNotValidNowIsRefused() throws IOException, GeneralSecurityException {
        laid.swap(laid.issue("-31d"));
        refused(AgencyError.TLS_ENDED);

        laid.swap(laid.issue("+1d"));
        refused(AgencyError.TLS_NOT_YET);
    }

    @Test
    void aWeakKeyIsRefusedAndAStrongRsaKeyIsTaken() throws IOException, GeneralSecurityException {
        laid.swap(laid.issue("-1H", "-keyalg RSA -keysize 1024"));
        refused(AgencyError.TLS_KEY_WEAK);

        laid.swap(laid.issue("-1H", "-keyalg RSA -keysize 2048"));
        started();
    }

    private HubException refused(AgencyError why) {
        HubException refused = catchThrowableOfType(HubException.class, this::started);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(why);
        assertThat(refused.remedy().vi()).isNotBlank();
        return refused;
    }

    private HubCertificate started() {
        HubCertificate certificate = new HubCertificate(
                new TlsSettings(laid.cert().toString(), laid.key().toString(), null), Clock.systemUTC());
        certificate.registerBundles(new DefaultSslBundleRegistry());
        return certificate;
    }
}
