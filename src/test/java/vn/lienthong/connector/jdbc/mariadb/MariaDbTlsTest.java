package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Session;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestMariaDb;

/**
 * MariaDB 11.4 encrypts by itself with a certificate that nobody signed, and shows that it is the right one by proving that it
 * knows the password too.
 */
class MariaDbTlsTest {
    @TempDir
    static Path folder;

    private final TestDatabase database = TestDatabase.create();

    @BeforeAll
    static void key() throws Exception {
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require", "verify"})
    void theServerItselfIsTaken(String tls) {
        assertThat(examine(Map.of("tls", tls)))
                .filteredOn(check -> check.step().equals("tls"))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.OK))
                .satisfies(check -> assertThat(check.found().en()).contains("is encrypted"));
    }

    @Test
    void aPasswordThatTheServerDoesNotKnowIsRefused() {
        assertThat(failed(Map.of("tls", "verify", "password", "guessed"))).isNotEmpty();
    }

    @Test
    void whoStandsBetweenIsRefusedWhereTheCertificateIsChecked() throws Exception {
        try (ManBetween between = between()) {
            assertThat(failed(Map.of("tls", "verify", "port", (long) between.port())))
                    .containsExactly("tls");
        }
    }

    /** What the help of the setting says: only checking makes sure that it is the right server. */
    @Test
    void whoStandsBetweenIsNotSeenWhereItIsNotChecked() throws Exception {
        try (ManBetween between = between()) {
            assertThat(failed(Map.of("tls", "require", "port", (long) between.port())))
                    .isEmpty();
        }
    }

    private static ManBetween between() throws Exception {
        return new ManBetween(TestMariaDb.server().port(), TestAuthority.unsigned(folder), TestAuthority.trusting());
    }

    private List<String> failed(Map<String, Object> settings) {
        return examine(settings).stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(Check::step)
                .toList();
    }

    private List<Check> examine(Map<String, Object> settings) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new MariaDbType().open(database.opening(settings))) {
            session.test(new Examination(List.of(), List.of()), checks::add);
        }
        return checks;
    }
}
