package vn.lienthong.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;

class ChainedJournalTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-11-26T08:00:00Z"));
    private JdbcClient state;
    private TransactionTemplate transaction;
    private ChainedJournal journal;

    @BeforeEach
    void emptyJournal() {
        DataSource database = TestPostgres.database(TestPostgres.newDatabase());
        Flyway.configure().dataSource(database).load().migrate();
        state = JdbcClient.create(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        journal = new ChainedJournal(new JdbcTemplate(database), new Links(state), transactions, clock);
    }

    @Test
    void entriesOfManyThreadsFormOneUnbrokenChain() {
        CompletableFuture<?>[] writers = IntStream.range(0, 4)
                .mapToObj(thread -> Aside.run(
                        () -> IntStream.range(0, 25).forEach(i -> journal.record(entry("job/" + thread + "-" + i)))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(state.sql("select count(*) from journal_entries")
                        .query(Long.class)
                        .single())
                .isEqualTo(100);
        assertThat(journal.firstBreak()).isNull();
    }

    @Test
    void anAlteredEntryIsFound() {
        IntStream.range(0, 5).forEach(i -> journal.record(entry("job/" + i)));
        state.sql("update journal_entries set subject = 'job/other' where id = 3")
                .update();

        assertThat(journal.firstBreak()).isEqualTo(3);
    }

    @Test
    void aRemovedEntryIsFound() {
        IntStream.range(0, 5).forEach(i -> journal.record(entry("job/" + i)));
        state.sql("delete from journal_entries where id = 2").update();

        assertThat(journal.firstBreak()).isEqualTo(3);
    }

    @Test
    void aLongChainIsWalkedInPages() {
        IntStream.range(0, 2_001).forEach(i -> journal.record(entry("job/" + i)));
        assertThat(journal.firstBreak()).isNull();
        state.sql("update journal_entries set subject = 'job/other' where id = 1001")
                .update();
        assertThat(journal.firstBreak()).isEqualTo(1001);
        state.sql("delete from journal_entries where id between 1 and 1001").update();
        assertThat(journal.firstBreak()).isEqualTo(1002);
    }

    @Test
    void anEntryThatCannotBeWrittenIsRefusedAloneAndTheOthersStand() {
        AtomicInteger refused = new AtomicInteger();
        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(thread -> Aside.run(() -> IntStream.range(0, 20).forEach(i -> {
                    try {
                        journal.record(entry(i % 5 == 0 ? "job/\0" : "job/" + thread + "-" + i));
                    } catch (RuntimeException failed) {
                        refused.incrementAndGet();
                    }
                })))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(refused).hasValue(32);
        assertThat(state.sql("select count(*) from journal_entries")
                        .query(Long.class)
                        .single())
                .isEqualTo(128);
        assertThat(journal.firstBreak()).isNull();
    }

    @Test
    void eachMonthHasATableOfItsOwnAndTheChainGoesOnOverItsEnd() {
        clock.set(Instant.parse("2026-11-30T23:59:59.999999Z"));
        journal.record(entry("job/november"));
        clock.set(Instant.parse("2026-12-01T00:00:00Z"));
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry("job/undone"));
            status.setRollbackOnly();
        });
        journal.record(entry("job/december"));

        assertThat(state.sql("select tableoid::regclass || ' ' || subject from journal_entries order by id")
                        .query(String.class)
                        .list())
                .containsExactly("journal_entries_2026_11 job/november", "journal_entries_2026_12 job/december");
        assertThat(journal.firstBreak()).isNull();
    }

    @Test
    void anEntryWithinATransactionIsUndoneWithIt() {
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry("job/undone"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> journal.recordWithin(entry("job/done")));

        assertThat(state.sql("select subject from journal_entries")
                        .query(String.class)
                        .list())
                .containsExactly("job/done");
        assertThat(journal.firstBreak()).isNull();
    }

    private static Journal.Entry entry(String subject) {
        return new Journal.Entry("tester", "job.paused", subject, "done", "a reason", Map.of("b", "2", "a", "1"));
    }
}
