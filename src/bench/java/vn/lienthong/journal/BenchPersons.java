package vn.lienthong.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/** Keyed hashes of people in a bench's database. */
final class BenchPersons {
    private BenchPersons() {}

    static Persons of(DataSource database) {
        JdbcClient state = JdbcClient.create(database);
        return new Persons(state, () -> vault(state), TransactionOperations.withoutTransaction());
    }

    private static Vault vault(JdbcClient state) {
        try {
            Path data = Files.createTempDirectory("lienthong-bench-vault");
            return Vault.open(
                    state, data, new VaultFiles(null, null), entry -> {}, TransactionOperations.withoutTransaction(), Clock.systemUTC());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
