package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.ServerBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;

/** Whom the hub believes, and who it says it is. */
class SftpSignInTest {
    private static final Examination NOTHING = new Examination(List.of(), List.of());

    @TempDir
    Path home;

    @TempDir
    Path data;

    private SftpServer server;
    private final List<String> passwords = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new SftpServer(home);
        server.ssh().setPasswordAuthenticator((user, password, session) -> {
            passwords.add(password);
            return user.equals(SftpServer.USER) && password.equals(SftpServer.PASSWORD);
        });
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Check step(List<Check> checks, String step) {
        return checks.stream()
                .filter(check -> check.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(FarDrop drop, ErrorCode code, String word) {
        assertThatThrownBy(() -> drop.run("*.csv"))
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .satisfies(refused -> assertThat(refused.problem().en()).contains(word));
    }

    @Test
    void aHostKeyThatNobodyConfirmedIsShownAndNothingIsSent() {
        FarDrop drop = FarDrop.at(server, data).without("host_key");
        List<Check> checks = drop.examine(NOTHING);
        Check key = step(checks, "host-key");
        assertThat(key.outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(key.copy()).isEqualTo(server.fingerprint());
        assertThat(key.found().en()).contains(server.fingerprint());
        assertThat(step(checks, "sign-in").outcome()).isEqualTo(Check.Outcome.SKIPPED);
        refused(drop, SftpError.HOST_KEY_UNKNOWN, server.fingerprint());
        assertThat(passwords).isEmpty();
    }

    @Test
    void aHostKeyThatChangedIsRefusedBeforeThePasswordIsSent() {
        FarDrop drop = FarDrop.at(server, data);
        assertThat(drop.review("*.csv").rows).hasSize(1);
        passwords.clear();
        server.changeKey();
        Check key = step(drop.examine(NOTHING), "host-key");
        assertThat(key.outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(key.found().en()).startsWith("ATTENTION").contains(server.fingerprint());
        refused(drop, SftpError.HOST_KEY_CHANGED, server.fingerprint());
        assertThat(passwords).isEmpty();
    }

    @Test
    void oneOfSeveralConfirmedKeysIsEnough() {
        FarDrop drop = FarDrop.at(server, data)
                .with("host_key", "SHA256:" + "A".repeat(43) + "\n" + server.fingerprint() + "=");
        assertThat(drop.review("*.csv").rows).hasSize(1);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndToldWithoutIt() {
        FarDrop drop = FarDrop.at(server, data).secret("password", "mat-khau-sai");
        List<Check> checks = drop.examine(NOTHING);
        assertThat(step(checks, "host-key").outcome()).isEqualTo(Check.Outcome.OK);
        assertThat(step(checks, "sign-in").outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(passwords).containsExactly("mat-khau-sai");
        refused(drop, SftpError.SIGN_IN_REFUSED, SftpServer.USER);
        assertThat(checks.toString()).doesNotContain("mat-khau-sai");
    }

    @Test
    void anEd25519KeyWithAPassphraseSignsInAlsoWhenAFormTookItsLineEnds() throws Exception {
        KeyPairGenerator keys = SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA);
        keys.initialize(256);
        KeyPair pair = keys.generateKeyPair();
        server.authorise(pair.getPublic());
        FarDrop drop = FarDrop.at(server, data).with("auth", "key");
        assertThat(drop.secret("key", openSsh(pair, null)).review("*.csv").rows).hasSize(1);
        String closed = openSsh(pair, "cau mat khau");
        drop.secret("key", closed.replace("\n", "")).secret("key_passphrase", "cau mat khau");
        assertThat(drop.review("*.csv").rows).hasSize(1);
        refused(drop.secret("key_passphrase", "cau khac"), SftpError.KEY_UNUSABLE, "passphrase");
        refused(drop.secret("key", "khong phai khoa"), SftpError.KEY_UNUSABLE, "no key");
        assertThat(passwords).isEmpty();
    }

    private static String openSsh(KeyPair pair, @Nullable String passphrase)
            throws IOException, GeneralSecurityException {
        OpenSSHKeyEncryptionContext closed = null;
        if (passphrase != null) {
            closed = new OpenSSHKeyEncryptionContext();
            closed.setPassword(passphrase);
            closed.setCipherName("AES");
            closed.setCipherType("256");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "so-huyen", closed, text);
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        KeyPair pair = SftpServer.key();
        refused(
                FarDrop.at(server, data).with("auth", "key").secret("key", openSsh(pair, null)),
                SftpError.SIGN_IN_REFUSED,
                SftpServer.USER);
    }

    @Test
    void aServerThatSpeaksOnlyWhatIsOutOfDateIsNotSpokenWith() {
        server.ssh().setCipherFactories(List.of(BuiltinCiphers.aes128cbc));
        refused(FarDrop.at(server, data), SftpError.NO_COMMON_WAY, "localhost");
        server.ssh().setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
        server.ssh().setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhgex)));
        refused(FarDrop.at(server, data), SftpError.NO_COMMON_WAY, "localhost");
        assertThat(passwords).isEmpty();
    }

    @Test
    void aServerThatGoesAwayInTheMiddleOfASignInIsAwayAndHasRefusedNobody() {
        server.ssh().setPasswordAuthenticator((user, password, session) -> {
            session.close(true);
            return false;
        });
        refused(FarDrop.at(server, data), ConnectorError.LOST, "so-huyen");
    }

    @Test
    void theApprovedAddressIsTheOneThatIsCalled() {
        FarDrop drop = FarDrop.at(server, data).with("host", "ten-khong-co.example");
        assertThat(drop.review("*.csv").rows).hasSize(1);
    }

    @Test
    void anAddressThatIsNotApprovedIsNotCalled() {
        var denied = new vn.lienthong.connector.Opening(
                FarDrop.at(server, data).opening().connector(),
                FarDrop.at(server, data).opening().settings(),
                (host, port) -> {
                    throw new HubException(
                            ConnectorError.DESTINATION_DENIED,
                            Map.of("connector", "so-huyen", "agency", "G03", "host", host, "port", port));
                },
                java.time.Clock.systemUTC());
        List<Check> checks = new ArrayList<>();
        try (var session = FarDrop.at(server, data).type().open(denied)) {
            session.test(NOTHING, checks::add);
        }
        assertThat(step(checks, "resolve").outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(server.ssh().getActiveSessions()).isEmpty();
    }
}
