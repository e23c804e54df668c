package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.TestMariaDb;

/** What MySQL alone does. The other tests of this type run on it too where it is there. */
class MySqlTest {
    private TestDatabase database;
    private String user;

    @BeforeEach
    void aUserThatTheServerHasNotSeenYet() {
        Assumptions.assumeTrue(TestMariaDb.isMySql(), "MySQL is not tried: -Dmysql.home names no server");
        database = TestDatabase.create();
        user = "hub_" + database.name();
        database.execute(
                "create table p (id int primary key)",
                "create user '" + user + "'@'%' identified with caching_sha2_password by 'pw'",
                "grant all on *.* to '" + user + "'@'%'");
    }

    @Test
    void theServerSaysThatItIsMySqlAndThatAllIsWell() {
        assertThat(examine("require"))
                .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.OK))
                .filteredOn(check -> check.step().equals("version"))
                .singleElement()
                .satisfies(check -> assertThat(check.found().en()).startsWith("MySQL "));
    }

    @Test
    void inTheClearNoKeyIsTakenFromWhoeverAnswers() {
        unproven(() -> discover("off"));
        assertThat(examine("off"))
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .singleElement()
                .satisfies(check -> assertThat(check.step()).isEqualTo("sign-in"))
                .satisfies(check -> assertThat(check.setting()).isEqualTo("tls"));
        discover("prefer");
    }

    /** Once the server knows the user it asks for less; the engine would ask for the key all the same, another time. */
    @Test
    void inTheClearItIsReadByWhomItKnowsButNotFollowed() {
        discover("require");
        discover("off");
        assertThat(examine("off"))
                .filteredOn(check -> check.step().equals("changes"))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING));
        try (Session session = session("off")) {
            unproven(() -> ((Changes) session).prepare(((Discovers) session).describe("p"), "f"));
        }
    }

    /** The engine would pass such changes over. */
    @Test
    void changesOfAPartOfAJsonAreRefusedBeforehand() {
        database.execute("set global binlog_row_value_options = 'PARTIAL_JSON'");
        try (Session session = session("require")) {
            assertThatThrownBy(() -> ((Changes) session).prepare(((Discovers) session).describe("p"), "f"))
                    .isInstanceOfSatisfying(HubException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ChangesError.LOG_LEVEL);
                        assertThat(refused.remedy().en()).contains("SET GLOBAL binlog_row_value_options = '';");
                    });
        } finally {
            database.execute("set global binlog_row_value_options = ''");
        }
    }

    /** Its certificate is its own; unlike MariaDB's it is not shown with the password to be the right one. */
    @Test
    void aCertificateThatNobodySignedIsRefusedWhereItIsChecked() {
        assertThatThrownBy(() -> discover("verify"))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ConnectorError.TLS_FAILED));
    }

    private static void unproven(ThrowingCallable way) {
        assertThatThrownBy(way).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ConnectorError.KEY_UNPROVEN);
            assertThat(refused.remedy().en()).contains("tls");
        });
    }

    private void discover(String tls) {
        try (Session session = session(tls)) {
            assertThat(((Discovers) session).discover()).hasSize(1);
        }
    }

    private List<Check> examine(String tls) {
        List<Check> checks = new ArrayList<>();
        try (Session session = session(tls)) {
            session.test(new Examination(List.of("p"), List.of("p")), checks::add);
        }
        return checks;
    }

    private Session session(String tls) {
        return new MariaDbType().open(database.opening(Map.of("username", user, "password", "pw", "tls", tls)));
    }
}
