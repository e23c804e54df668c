package vn.lienthong.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

class ChainedJournalTest {
    /** SHA-256 of the first entry of these tests as the hub hashed it before entries said from where they came. */
    private static final String FIRST_FORM = "683bd85aad0ac2ffd04d1d2ad02767f2fcf5b2d360abe67fee1139f13675f356";

    private final SetClock clock = new SetClock(Instant.parse("2026-11-26T08:00:00Z"));
    private JdbcClient state;
    private TransactionTemplate transaction;
    private ChainedJournal journal;
    private Supplier<ChainedJournal> node;
    private Persons persons;
    private @Nullable String address;

    @TempDir
    private Path folder;

    @BeforeEach
    void emptyJournal() {
        DataSource database = TestPostgres.database(TestPostgres.newState());
        state = JdbcClient.create(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        persons = new Persons(
                state,
                () -> Vault.open(
                        state,
                        folder,
                        new VaultFiles(null, null),
                        entry -> {},
                        TransactionOperations.withoutTransaction(),
                        clock),
                new TransactionTemplate(transactions));
        transaction = new TransactionTemplate(transactions);
        node = () -> new ChainedJournal(
                new JdbcTemplate(database), transactions, clock, () -> address, persons, TestJournal.nobody());
        journal = node();
    }

    private ChainedJournal node() {
        return node.get();
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
        assertThat(firstBreak()).isNull();
    }

    @Test
    void entriesOfTwoNodesAndOfTransactionsFormOneUnbrokenChain() {
        List<ChainedJournal> nodes = List.of(journal, node());
        CompletableFuture<?>[] writers = IntStream.range(0, 6)
                .mapToObj(thread -> Aside.run(() -> IntStream.range(0, 25).forEach(i -> {
                    Journal.Entry entry = entry("job/" + thread + "-" + i).withAgency(new AgencyCode("H31"));
                    ChainedJournal node = nodes.get(thread % 2);
                    if (thread < 4) {
                        node.record(entry);
                    } else {
                        transaction.executeWithoutResult(status -> {
                            node.recordWithin(entry);
                            if (i % 5 == 0) {
                                status.setRollbackOnly();
                            }
                        });
                    }
                })))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(state.sql("select count(*) from journal_entries join journal_agencies using (id, at)")
                        .query(Long.class)
                        .single())
                .isEqualTo(140);
        assertThat(firstBreak()).isNull();
    }

    @Test
    void anEntryIsThereForEverybodyWhenItIsRecordedAlsoFromWithinATransactionThatIsUndone() {
        transaction.executeWithoutResult(status -> {
            journal.record(entry("job/seen"));
            assertThat(subjectsSeenByOthers()).containsExactly("job/seen");
            status.setRollbackOnly();
        });
        assertThat(subjectsSeenByOthers()).containsExactly("job/seen");
    }

    @Test
    void whereTheEndIsNotTheOneThatWasMadeTheChainGoesOnBehindTheEnd() {
        IntStream.range(0, 3).forEach(i -> journal.record(entry("job/" + i)));
        state.sql("delete from journal_entries where id = 3").update(); // as after a restore
        journal.record(entry("job/after"));
        node().record(entry("job/other"));
        journal.record(entry("job/again"));

        assertThat(state.sql("select id || ' ' || subject from journal_entries order by id")
                        .query(String.class)
                        .list())
                .containsExactly("1 job/0", "2 job/1", "3 job/after", "4 job/other", "5 job/again");
        assertThat(firstBreak()).isNull();
    }

    private List<String> subjectsSeenByOthers() {
        return Aside.supply(() -> state.sql("select subject from journal_entries order by id")
                        .query(String.class)
                        .list())
                .join();
    }

    @Test
    void anAlteredEntryIsFound() {
        IntStream.range(0, 5).forEach(i -> journal.record(entry("job/" + i)));
        state.sql("update journal_entries set subject = 'job/other' where id = 3")
                .update();

        assertThat(firstBreak()).isEqualTo(3);
    }

    @Test
    void aRemovedEntryIsFound() {
        IntStream.range(0, 5).forEach(i -> journal.record(entry("job/" + i)));
        state.sql("delete from journal_entries where id = 2").update();

        assertThat(firstBreak()).isEqualTo(3);
    }

    @Test
    void aLongChainIsWalkedInPages() {
        journal.record(
                IntStream.range(0, 2_001).mapToObj(i -> entry("job/" + i)).toList());
        assertThat(firstBreak()).isNull();
        state.sql("update journal_entries set subject = 'job/other' where id = 1001")
                .update();
        assertThat(firstBreak()).isEqualTo(1001);
        state.sql("delete from journal_entries where id between 1 and 1001").update();
        assertThat(firstBreak()).isEqualTo(1002);
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
        assertThat(firstBreak()).isNull();
    }

    @Test
    void listsThatComeMeanwhileAreWrittenTogetherAndEachWholeOrNotAtAll() {
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> recordBoth("job/" + i, i == 3 ? "job/\0" : "job/" + i + "-too")))
                .toList();
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry("job/first")); // until it is over nobody else adds anything
            writers.forEach(Thread::start);
            // one asks the database, the others wait for him; the one whose list cannot be sent may be over already
            await().until(() -> writers.stream()
                            .filter(one ->
                                    one.getState() == Thread.State.WAITING || one.getState() == Thread.State.TERMINATED)
                            .count()
                    >= 7);
        });
        writers.forEach(ChainedJournalTest::join);

        assertThat(state.sql("select subject from journal_entries where id > 1 order by id")
                        .query(String.class)
                        .list())
                .hasSize(14)
                .doesNotContain("job/3");
        assertThat(firstBreak()).isNull();
    }

    @Test
    void listsThatComeMeanwhileTakeOneTransaction() {
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> recordBoth("job/" + i, "job/" + i + "-too")))
                .toList();
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry("job/first"));
            writers.forEach(Thread::start);
            await().until(() -> writers.stream()
                            .filter(one -> one.getState() == Thread.State.WAITING)
                            .count()
                    >= 7);
        });
        writers.forEach(ChainedJournalTest::join);

        assertThat(state.sql("select count(distinct xmin::text) from journal_entries where id > 1")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(2);
    }

    private void recordBoth(String one, String other) {
        try {
            journal.record(List.of(entry(one), entry(other)));
        } catch (RuntimeException refused) {
            assertThat(other).contains("\0");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
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
        assertThat(firstBreak()).isNull();
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
        assertThat(firstBreak()).isNull();
    }

    @Test
    void anEntrySaysFromWhereWhomAndByWhatRight() {
        address = "192.0.2.7";
        journal.record(entry("job/asked"));
        transaction.executeWithoutResult(status -> journal.recordWithin(entry("job/within")));
        address = null;
        journal.record(entry("job/own")
                .withAgency(new AgencyCode("H31"), new AgencyCode("G03"))
                .withAgency(new AgencyCode("H31"))
                .under("agreement/bhxh-2026")
                .about("015 315 000 214"));

        assertThat(state.sql("select concat_ws(' ', origin, agencies, under) from journal_entries order by id")
                        .query(String.class)
                        .list())
                .containsExactly("192.0.2.7", "192.0.2.7", "{G03,H31} agreement/bhxh-2026");
        assertThat(state.sql("select agency from journal_agencies where id = 3 order by agency")
                        .query(String.class)
                        .list())
                .containsExactly("G03", "H31");
        assertThat(state.sql("select encode(person, 'hex') from journal_entries where id = 3")
                        .query(String.class)
                        .single())
                .isEqualTo(persons.mark(Secret.of("015315000214")))
                .hasSize(32);
        assertThat(firstBreak()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "origin = '192.0.2.8'",
                "agencies = '{G03}'",
                "agencies = '{G03,H31,H32}'",
                "agencies = '{\"G03 H31\"}'",
                "under = null",
                "person = null",
                "form = 1",
                "reason = repeat('x', 501)"
            })
    void whatAnEntrySaysOfItsCircumstancesIsHashed(String edit) {
        address = "192.0.2.7";
        journal.record(entry("job/1"));
        journal.record(entry("job/2")
                .withAgency(new AgencyCode("G03"), new AgencyCode("H31"))
                .under("approval/17")
                .about("015315000214"));
        state.sql("update journal_entries set " + edit + " where id = 2").update();

        assertThat(firstBreak()).isEqualTo(2);
    }

    @Test
    void whatWasRecordedInTheFirstFormStaysValid() {
        journal.record(entry("job/1"));
        byte[] hash = HexFormat.of().parseHex(FIRST_FORM);
        state.sql("update journal_entries set form = 1, hash = ?").param(hash).update();
        journal.record(entry("job/2"));

        assertThat(firstBreak()).isNull();
    }

    private @Nullable Long firstBreak() {
        ChainWalk walk = new ChainWalk(List.of());
        new Links(state).walk(Long.MAX_VALUE, walk);
        return walk.broken();
    }

    private static Journal.Entry entry(String subject) {
        return new Journal.Entry("tester", "job.paused", subject, "done", "a reason", Map.of("b", "2", "a", "1"));
    }
}
