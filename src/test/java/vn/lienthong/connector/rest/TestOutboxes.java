package vn.lienthong.connector.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/** Outboxes in a hub's database of their own. */
final class TestOutboxes {
    private TestOutboxes() {}

    static Outboxes fresh() {
        DataSource database = TestPostgres.database(TestPostgres.newState());
        JdbcClient state = JdbcClient.create(database);
        try {
            Vault vault = Vault.open(
                    state,
                    Files.createTempDirectory("lienthong-outbox"),
                    new VaultFiles(null, null),
                    entry -> {},
                    TransactionOperations.withoutTransaction(),
                    Clock.systemUTC());
            return Outboxes.in(state, vault, Clock.systemUTC());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
