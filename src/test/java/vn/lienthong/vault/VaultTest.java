package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.TestPostgres;

class VaultTest {
    @TempDir
    Path data;

    private final List<Journal.Entry> recorded = new ArrayList<>();
    private JdbcClient state;

    @BeforeEach
    void freshState() {
        PGSimpleDataSource database = TestPostgres.database(TestPostgres.newState());
        state = JdbcClient.create(database);
    }

    @Test
    void aSecretComesBackAndItsTextStandsNowhereInTheDatabase() {
        Vault vault = open();
        vault.seal("smas-hanoi", "password", Secret.of("mật khẩu 1"));
        vault.seal("smas-hanoi", "password", Secret.of("mật khẩu 2"));

        assertThat(open().open("smas-hanoi", "password").orElseThrow().reveal()).isEqualTo("mật khẩu 2");
        assertThat(vault.open("smas-hanoi", "other")).isEmpty();
        assertThat(vault.fields("smas-hanoi")).containsExactly("password");
        byte[] sealed = state.sql("select sealed from vault_secrets")
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("khẩu");

        vault.forget("smas-hanoi", "password");
        assertThat(vault.open("smas-hanoi", "password")).isEmpty();
    }

    @Test
    void aSecretMovedToAnotherConnectorOrFieldDoesNotOpen() {
        Vault vault = open();
        vault.seal("a", "password", Secret.of("of a"));
        vault.seal("b", "password", Secret.of("of b"));
        vault.seal("b", "token", Secret.of("token of b"));
        state.sql(
                        "update vault_secrets set sealed = (select sealed from vault_secrets where connector = 'b' and field = 'token')")
                .update();

        assertThat(vault.open("b", "token").orElseThrow().reveal()).isEqualTo("token of b");
        assertThatThrownBy(() -> vault.open("a", "password")).isInstanceOf(HubException.class);
        HubException moved = catchThrowableOfType(HubException.class, () -> vault.open("b", "password"));
        assertThat(moved.code()).isEqualTo(VaultError.SEAL_BROKEN);
        assertThat(moved.getMessage()).contains("b/password").doesNotContain("token of b");
    }

    @Test
    void sealedBytesOpenOnlyWhereTheyBelongAndOnlyUnaltered() {
        Vault vault = open();
        byte[] sealed = vault.seal(new byte[] {1, 2, 3}, "quarantine/pupils/17");

        assertThat(vault.open(sealed, "quarantine/pupils/17")).containsExactly(1, 2, 3);
        assertThat(vault.seal(new byte[] {1, 2, 3}, "quarantine/pupils/17")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> vault.open(sealed, "quarantine/pupils/18")).isInstanceOf(HubException.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> vault.open(altered, "quarantine/pupils/17"))
                    .isInstanceOf(HubException.class);
        }
        assertThatThrownBy(() -> vault.open(Arrays.copyOf(sealed, 9), "quarantine/pupils/17"))
                .isInstanceOf(HubException.class);
    }

    @Test
    void withAnotherKeyTheHubDoesNotStart() throws IOException {
        open();
        Files.writeString(data.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));

        HubException refused = catchThrowableOfType(HubException.class, this::open);

        assertThat(refused.code()).isEqualTo(VaultError.KEY_WRONG);
        assertThat(refused.remedy().en()).contains("Give the key that belongs to this database");
    }

    @Test
    void aLostKeyIsNotReplacedByANewOne() throws IOException {
        open();
        Files.delete(data.resolve("key"));

        assertThat(catchThrowableOfType(HubException.class, this::open).code()).isEqualTo(VaultError.KEY_MISSING);
        assertThat(data.resolve("key")).doesNotExist();
    }

    @Test
    void theKeyIsForItsOwnerOnlyAndABrokenOneIsNotQuoted() throws IOException {
        open();
        assertThat(Files.getPosixFilePermissions(data.resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Files.writeString(data.resolve("key"), "not*base64");
        HubException refused = catchThrowableOfType(HubException.class, this::open);
        assertThat(refused.code()).isEqualTo(VaultError.KEY_MALFORMED);
        assertThat(refused.getMessage()).doesNotContain("not*base64");
    }

    @Test
    void aMountedSecretWinsAndANameCannotLeaveTheFolder() throws IOException {
        Path mounted = data.resolve("secrets");
        Files.createDirectories(mounted.resolve("smas-hanoi"));
        Files.writeString(mounted.resolve("smas-hanoi/password"), "mounted\n");
        Files.writeString(data.resolve("outside"), "outside");
        Vault vault = open(new VaultFiles(null, mounted.toString()));
        vault.seal("smas-hanoi", "password", Secret.of("sealed"));

        assertThat(vault.open("smas-hanoi", "password").orElseThrow().reveal()).isEqualTo("mounted");
        assertThatThrownBy(() -> vault.open("..", "outside")).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> vault.open("smas-hanoi", "../../outside")).isInstanceOf(HubException.class);
    }

    @Test
    void aSecretIsBoundWhenItIsSealedAndOpensNothingElse() {
        Vault vault = open();
        vault.seal("smas-hanoi", "password", Secret.of("for here"), "here");

        assertThat(voided(() -> vault.open("smas-hanoi", "password", "elsewhere")))
                .isEqualTo(VaultError.SECRET_VOID);
        assertThat(vault.open("smas-hanoi", "password", "here")).isEmpty();
        assertThat(recorded)
                .singleElement()
                .returns("connector.secret-voided", Journal.Entry::act)
                .returns("connector/smas-hanoi", Journal.Entry::subject);
    }

    @Test
    void aMountedSecretIsSentNowhereElseAlsoAfterItsConnectorWasRemoved() throws IOException {
        Files.createDirectories(data.resolve("secrets/smas-hanoi"));
        Path file = Files.writeString(data.resolve("secrets/smas-hanoi/password"), "mounted");
        Vault vault = open(new VaultFiles(null, data.resolve("secrets").toString()));
        vault.bind("smas-hanoi", "password", "here");

        vault.forget("smas-hanoi");
        vault.bind("smas-hanoi", "password", "elsewhere");
        assertThat(voided(() -> vault.open("smas-hanoi", "password", "elsewhere")))
                .isEqualTo(VaultError.SECRET_VOID);
        Files.writeString(file, "rotated");
        assertThat(voided(() -> vault.open("smas-hanoi", "password", "elsewhere")))
                .isEqualTo(VaultError.SECRET_VOID);
        assertThat(vault.open("smas-hanoi", "password", "here").orElseThrow().reveal())
                .isEqualTo("rotated");
        assertThat(recorded)
                .allMatch(entry -> entry.outcome().equals("refused"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whoKnowsAMountedSecretMayGiveItForAnotherUse() throws IOException {
        Files.createDirectories(data.resolve("secrets/smas-hanoi"));
        Files.writeString(data.resolve("secrets/smas-hanoi/password"), "mounted\n");
        Vault vault = open(new VaultFiles(null, data.resolve("secrets").toString()));
        vault.open("smas-hanoi", "password", "here");

        vault.seal("smas-hanoi", "password", Secret.of("guessed"), "elsewhere");
        assertThat(voided(() -> vault.open("smas-hanoi", "password", "elsewhere")))
                .isEqualTo(VaultError.SECRET_VOID);
        vault.seal("smas-hanoi", "password", Secret.of("mounted"), "elsewhere");
        assertThat(vault.open("smas-hanoi", "password", "elsewhere")
                        .orElseThrow()
                        .reveal())
                .isEqualTo("mounted");
    }

    @Test
    void theHubsOwnSecretsAreForNoConnectorOfItsName() {
        Vault vault = open();
        vault.seal(Vault.HUB, "quarantine-marks", Secret.of("the hub's"));

        assertThat(voided(() -> vault.open("hub", "quarantine-marks", "anywhere")))
                .isEqualTo(VaultError.FIELD_INVALID);
        assertThat(vault.forget("hub")).isZero();
        assertThat(vault.open(Vault.HUB, "quarantine-marks")).isPresent();
    }

    private static ErrorCode voided(ThrowingCallable act) {
        return catchThrowableOfType(HubException.class, act).code();
    }

    private Vault open() {
        return open(new VaultFiles(null, null));
    }

    private Vault open(VaultFiles files) {
        return Vault.open(
                state, data, files, recorded::add, TransactionOperations.withoutTransaction(), Clock.systemUTC());
    }
}
