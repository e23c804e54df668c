package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.TestPostgres;

/** What a wrong external database is told by, before anything is built on it. */
class ExternalReachTest {
    private final String user = "state_" + System.nanoTime();

    @Test
    void aUserWhoMayMakeTablesIsAllThatIsNeeded() {
        String database = TestPostgres.newDatabase();
        JdbcTemplate server = new JdbcTemplate(TestPostgres.database(database));
        server.execute("revoke create on schema public from public");
        server.execute("create user " + user + " password 'w'");
        refused(database, "w", StoreError.EXTERNAL_NOT_WRITABLE);
        server.execute("grant create on schema public to " + user);
        assertThatNoException().isThrownBy(() -> ExternalReach.prove(external(database, "w")));
        refused(database, "another", StoreError.EXTERNAL_PASSWORD);
        refused(database + "_not", "w", StoreError.EXTERNAL_ABSENT);
    }

    @Test
    void aDatabaseThatCannotKeepEveryLetterIsRefused() {
        JdbcTemplate server = new JdbcTemplate(TestPostgres.database(TestPostgres.newDatabase()));
        server.execute("create user " + user + " password 'w'");
        server.execute("create database " + user
                + " encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0 owner " + user);
        refused(user, "w", StoreError.EXTERNAL_NOT_UTF8);
    }

    private void refused(String database, String password, StoreError why) {
        assertThatThrownBy(() -> ExternalReach.prove(external(database, password)))
                .isInstanceOfSatisfying(
                        HubException.class, told -> assertThat(told.code()).isEqualTo(why));
    }

    private ExternalDatabase external(String database, String password) {
        return new ExternalDatabase(
                "jdbc:postgresql://127.0.0.1:" + TestPostgres.server().port() + "/" + database, user, password);
    }
}
