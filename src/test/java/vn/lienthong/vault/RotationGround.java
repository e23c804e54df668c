package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;

/** A database, a data folder and a clock on which hubs start, rotate their keys and are stopped. */
abstract class RotationGround {
    static final String PLACE = "quarantine/row";
    static final List<SealedColumn> ROOMS = List.of(
            new SealedColumn("quarantine_rows", "content", PLACE),
            new SealedColumn("quarantine_rows", "edited", PLACE));

    @TempDir
    Path data;

    final SetClock clock = new SetClock(Instant.parse("2026-03-01T08:00:00Z"));
    final List<Journal.Entry> recorded = new ArrayList<>();
    final AtomicInteger ordinal = new AtomicInteger();
    PGSimpleDataSource database;
    JdbcClient state;

    @BeforeEach
    void freshState() {
        database = TestPostgres.database(TestPostgres.newDatabase());
        migrate();
        state = JdbcClient.create(database);
    }

    void hold(Vault vault, String text) {
        hold(vault.seal(bytes(text), PLACE));
    }

    void hold(byte[] sealed) {
        state.sql("""
                        insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, row_mark, content,
                            value_class, code, reason_vi, reason_en, first_seen, last_seen)
                        values ('j', 'a/b', 'H26', 1, 1, ?, 'held', '', ?, 'internal', 'c', 'v', 'e', now(), now())
                        """).params(ordinal.getAndIncrement(), sealed).update();
    }

    List<byte[]> contents() {
        return state.sql("select content from quarantine_rows order by ordinal")
                .query((row, i) -> row.getBytes(1))
                .list();
    }

    static List<Sealing> dataKeys(Node node) {
        return node.wrapped.all().stream()
                .map(one -> Sealing.data(one.open(node.keys.master()), one.id()))
                .toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static HubException refused(ThrowingCallable act) {
        return catchThrowableOfType(HubException.class, act);
    }

    static void await(BooleanSupplier reached) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(reached::getAsBoolean);
    }

    void migrate() {
        flyway().load().migrate();
    }

    FluentConfiguration withoutRepeatable() {
        return flyway().repeatableSqlMigrationPrefix("none");
    }

    FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .outOfOrder(true);
    }

    /** What a process that is killed does not get over. */
    static final class Killed extends Error {
        static final long serialVersionUID = 1;
    }

    /** What one process of the hub makes at its start. */
    final class Node {
        final WrappedKeys wrapped = new WrappedKeys(state, clock);
        final Keyring keys;
        final Vault vault;
        final KeyRotation rotation;
        final Resealing resealing;

        Node(Path keyFile) {
            this(keyFile, step -> {});
        }

        Node(Path keyFile, Consumer<String> passing) {
            VaultFiles files = new VaultFiles(keyFile == null ? null : keyFile.toString(), null);
            KeySource source = KeySource.of(files, data);
            KeyCanary canary = new KeyCanary(state, source);
            TransactionOperations transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            keys = new Keyring(wrapped, canary);
            vault = SealedVault.with(keys, state, files, recorded::add, transaction, clock);
            rotation = new KeyRotation(source, canary, wrapped, keys, recorded::add, transaction, passing);
            resealing = new Resealing(state, transaction, keys, wrapped, () -> ROOMS, clock);
        }
    }
}
