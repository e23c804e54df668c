package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangeGap.Kind;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Position;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.TestPostgres;

/**
 * Every way in which a source, or the target, can make changes missing between two runs: the job ends red before anything is
 * written, again and again, until a person has it read anew or accepts the gap.
 */
class GapsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConnectorName HERE = new ConnectorName("here");

    private static Path folder;
    private static PostgresServer server;

    private final String name = "gaps-" + Long.toHexString(System.nanoTime());
    private final String slot = "lienthong_" + name.replace('-', '_');
    private final PGSimpleDataSource from = server.database(slot);
    private final List<Journal.Entry> journal = new ArrayList<>();
    private final Ground ground = ground();
    private final SyncJob job = ground.job(
            ground.job("changes", "write: upsert, key: [pupil_id], deletes: delete, scope: { source: here }", "")
                    .yaml()
                    .replace("sync: pupils", "sync: " + name));

    private Ground ground() {
        server.createDatabase(slot);
        return new Ground(from);
    }

    @BeforeAll
    static void startServer() throws IOException {
        folder = Files.createTempDirectory("lienthong-gaps");
        server = start(folder);
    }

    private static PostgresServer start(Path folder) {
        return PostgresServer.start(
                folder, TestPostgres.programs(), Map.of("fsync", "off", "restore_command", "false"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void leaveNoSlotBehind() {
        try (var session = ground.reach.open(HERE)) {
            ((Changes) session).retire(name);
        }
    }

    enum Gap {
        SLOT_DROPPED(Kind.SLOT_MISSING),
        SLOT_MADE_ANEW(Kind.SLOT_AHEAD),
        SLOT_ADVANCED(Kind.SLOT_AHEAD),
        SLOT_INVALIDATED(Kind.SLOT_INVALID),
        ANOTHER_SERVER(Kind.OTHER_SERVER),
        SOURCE_RESTORED(Kind.SOURCE_RESTORED),
        SOURCE_RESTORED_AND_WRITTEN_ON("no longer has the last transaction"),
        SOURCE_RESTORED_INTO_ANOTHER_HISTORY(Kind.HISTORY_BRANCHED),
        TABLE_NOT_PUBLISHED(Kind.NOT_PUBLISHED),
        TABLE_NOT_PUBLISHED_FOR_A_WHILE(Kind.NOT_PUBLISHED),
        IDENTITY_TAKEN(Kind.IDENTITY_MISSING),
        IDENTITY_ANOTHER_FOR_A_WHILE("do not carry the key"),
        TARGET_RESTORED(Kind.SLOT_AHEAD);

        /** What the start gate finds; null where only the changes themselves show the gap. */
        private final @Nullable Kind kind;
        /** What is said then. */
        private final String said;

        Gap(Kind kind) {
            this.kind = kind;
            this.said = "";
        }

        Gap(String said) {
            this.kind = null;
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGapStopsTheJobUntilItIsAcceptedOrReadAnew(Gap gap) throws Exception {
        followed();
        happens(gap);
        staysRed(gap);
        mended(gap);
        accepted();
        readAnew();
    }

    private void accepted() {
        List<String> before = target();
        desk().answerGap(job.name(), Follows.Answer.ACCEPT, "admin", "đã đối chiếu");
        assertThat(journal).singleElement().satisfies(entry -> {
            assertThat(entry.act()).isEqualTo("gap.accepted");
            assertThat(entry.reason()).isEqualTo("đã đối chiếu");
        });
        follow(() -> {
            ground.source.update("insert into pupils (id, name, grade) values (77, 'Sau', 3)");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(target()).contains("77 Sau 3").hasSize(before.size() + 1));
        });
        assertThat(ground.runs.list(job.name(), null, 1).get(0).notes()).hasSize(1);
        assertThat(target()).containsAll(before);
        assertThat(target()).isNotEqualTo(source());
    }

    private void readAnew() {
        desk().answerGap(job.name(), Follows.Answer.REPAIR, "admin", "đọc lại");
        assertThat(ground.attempt(job, activeOrNew(), Failpoints.none()).state())
                .isEqualTo(RunState.DONE);
        assertThat(target()).isEqualTo(source());
        follow(() -> {
            ground.source.update("update pupils set grade = 10 where id = 5");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(target()).isEqualTo(source()));
        });
    }

    /** A job whose first read is over and that has followed for a while. */
    private void followed() {
        ground.pupils(1, 40, Ground.NO_POISON);
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        follow(() -> {
            ground.source.update("update pupils set grade = 12 where id <= 3");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(target()).isEqualTo(source()));
        });
    }

    /** A run that ends by itself, and not because nobody wants to wait any longer. */
    private Run attempt() {
        RunLedger.Claim claim = ground.claim(ground.plan(job));
        RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
        Attempt run = worker.prepare(job, claim);
        CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(run, claim));
        try {
            await().atMost(PATIENCE).until(end::isDone);
        } finally {
            run.cancel();
            end.join();
        }
        return ground.runs.get(claim.run());
    }

    /** What an administrator of the source has to do first. */
    private void mended(Gap gap) {
        if (gap == Gap.IDENTITY_TAKEN) {
            ground.source.execute("alter table pupils replica identity full");
        }
    }

    private void staysRed(Gap gap) {
        assertThat(kind()).isEqualTo(Optional.ofNullable(gap.kind));
        List<String> rows = target();
        String position = position();
        for (int attempt = 0; attempt < 2; attempt++) {
            Run stopped = attempt();
            assertThat(stopped.state()).isEqualTo(RunState.FAILED);
            assertThat(stopped.failure().code()).isEqualTo(ChangesError.GAP.code());
            assertThat(stopped.failure().problem().en()).contains(gap.said);
            assertThat(stopped.counts().read()).isZero();
        }
        assertThat(target()).isEqualTo(rows);
        assertThat(position()).isEqualTo(position);
    }

    private void happens(Gap gap) throws Exception {
        switch (gap) {
            case SLOT_DROPPED -> missed("select pg_drop_replication_slot('" + slot + "')");
            case SLOT_MADE_ANEW ->
                missed(
                        "select pg_drop_replication_slot('" + slot + "')",
                        "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
            case SLOT_ADVANCED ->
                missed("select pg_replication_slot_advance('" + slot + "', pg_current_wal_insert_lsn())");
            case SLOT_INVALIDATED -> invalidated();
            case ANOTHER_SERVER -> anotherServer();
            case SOURCE_RESTORED -> restored(false);
            case SOURCE_RESTORED_AND_WRITTEN_ON -> {
                restored(false);
                writtenOn();
            }
            case SOURCE_RESTORED_INTO_ANOTHER_HISTORY -> restored(true);
            case TABLE_NOT_PUBLISHED -> missed("alter publication " + slot + " drop table pupils");
            case TABLE_NOT_PUBLISHED_FOR_A_WHILE -> {
                ground.source.execute("alter publication " + slot + " drop table pupils");
                missed("alter publication " + slot + " add table pupils");
            }
            case IDENTITY_TAKEN -> missed("alter table pupils replica identity nothing");
            case IDENTITY_ANOTHER_FOR_A_WHILE -> identityAnother();
            case TARGET_RESTORED -> targetRestored();
        }
    }

    /** What is gone meanwhile is told by its name. */
    private void identityAnother() {
        ground.source.execute("alter table pupils alter column name set not null");
        ground.source.execute("create unique index names on pupils (name)");
        ground.source.execute("alter table pupils replica identity using index names");
        missed("alter table pupils replica identity default");
    }

    /** Changes before the place where following stands, and after it. */
    private void writtenOn() {
        ground.source.update("update pupils set grade = 11 where id = 30");
        ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', 2000000))");
        ground.source.update("update pupils set grade = 11 where id = 31");
    }

    /** Changes happen that nobody will tell. */
    private void missed(String... then) {
        ground.source.update("update pupils set grade = 11 where id = 1");
        ground.source.update("delete from pupils where id = 2");
        for (String statement : then) {
            ground.source.execute(statement);
        }
    }

    private void invalidated() {
        missed("alter system set max_slot_wal_keep_size = '1MB'", "select pg_reload_conf()");
        for (int segment = 0; segment < 3; segment++) {
            ground.source.execute("select pg_logical_emit_message(false, 'x', repeat('x', 100000))");
            ground.source.execute("select pg_switch_wal()");
        }
        await().atMost(PATIENCE).until(() -> {
            ground.source.execute("checkpoint");
            return "lost"
                    .equals(ground.source.queryForObject(
                            "select wal_status from pg_replication_slots where slot_name = ?", String.class, slot));
        });
        ground.source.execute("alter system reset max_slot_wal_keep_size");
        ground.source.execute("select pg_reload_conf()");
    }

    /** The same data under the same address, of another server. */
    private void anotherServer() {
        PGSimpleDataSource other = TestPostgres.database(TestPostgres.newDatabase());
        List<Map<String, Object>> rows = ground.source.queryForList("select * from pupils");
        moved(other);
        ground.source.execute("create table pupils (id bigint primary key, name text, grade integer, born date,"
                + " changed timestamptz not null default now())");
        rows.forEach(row -> ground.source.update(
                "insert into pupils values (?, ?, ?, ?, ?)",
                row.get("id"),
                row.get("name"),
                row.get("grade"),
                row.get("born"),
                row.get("changed")));
        missed(
                "create publication " + slot + " for table pupils",
                "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    }

    private void moved(PGSimpleDataSource to) {
        ground.source.setDataSource(to);
        ground.reach.at("here", to.getDatabaseName(), to.getPortNumbers()[0], to.getPassword());
    }

    /** What was changed after the copy was made is in the target and no longer in the source. */
    private void restored(boolean branches) throws Exception {
        server.close();
        Path copy = Files.createTempDirectory("lienthong-gaps-copy");
        copy(folder, copy);
        begins();
        follow(() -> {
            ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', 1000000))");
            ground.source.update("update pupils set grade = 1 where id > 20");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(target()).isEqualTo(source()));
        });
        server.close();
        FileSystemUtils.deleteRecursively(folder);
        copy(copy, folder);
        if (branches) {
            Files.createFile(folder.resolve("data/recovery.signal"));
        }
        begins();
        if (branches) {
            await().atMost(PATIENCE)
                    .until(() -> !ground.source.queryForObject("select pg_is_in_recovery()", Boolean.class));
            ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', 2000000))");
        }
    }

    /** Rows that the first read has brought are no longer in the source, which has not written as far again. */
    @Test
    void aSourceRestoredDuringTheFirstReadIsAGap() throws Exception {
        ground.pupils(1, 40, Ground.NO_POISON);
        assertThat(ground.attempt(job, activeOrNew(), Failpoints.of("begun", Ground::loseTheTarget))
                        .state())
                .isEqualTo(RunState.PAUSED);
        server.close();
        Path copy = Files.createTempDirectory("lienthong-gaps-copy");
        copy(folder, copy);
        begins();
        ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', 1000000))");
        ground.pupils(41, 60, Ground.NO_POISON);
        ground.expireLeases();
        assertThat(ground.attempt(job, activeOrNew(), Failpoints.of("committed", Ground::loseTheTarget))
                        .state())
                .isEqualTo(RunState.PAUSED);
        assertThat(target()).hasSize(60);
        server.close();
        FileSystemUtils.deleteRecursively(folder);
        copy(copy, folder);
        begins();

        ground.expireLeases();
        Run stopped = ground.attempt(job, activeOrNew(), Failpoints.none());
        assertThat(stopped.state()).isEqualTo(RunState.FAILED);
        assertThat(stopped.failure().code()).isEqualTo(ChangesError.GAP.code());
        assertThat(kind()).contains(Kind.SOURCE_RESTORED);

        readAnew();
    }

    /** What was received is all in the copy: nothing is missing, and nothing may be left out. */
    @Test
    void aCopyMadeAfterTheLastChangeThatWasReceivedIsNoGap() throws Exception {
        followed();
        server.close();
        Path copy = Files.createTempDirectory("lienthong-gaps-copy");
        copy(folder, copy);
        begins();
        follow(this::quietMoves);
        server.close();
        FileSystemUtils.deleteRecursively(folder);
        copy(copy, folder);
        begins();
        writtenOn();
        assertThat(kind()).isEmpty();
        follow(() -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(target()).isEqualTo(source())));
    }

    /** Nothing happens in the table for so long that following moves on all the same, in the source too. */
    private void quietMoves() {
        ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', 1000000))");
        String end = ground.source.queryForObject("select pg_current_wal_insert_lsn()::text", String.class);
        await().atMost(PATIENCE)
                .until(() -> ground.source.queryForObject(
                        "select confirmed_flush_lsn >= ?::pg_lsn - 100000 from pg_replication_slots where slot_name = ?",
                        Boolean.class,
                        end,
                        slot));
    }

    private void begins() {
        server = start(folder);
        moved(server.database(slot));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void targetRestored() {
        ground.target.execute("create table copy_of_pupils as table pupils");
        ground.target.execute("create table copy_of_checkpoint as table lienthong_checkpoint");
        String copied =
                ground.target.queryForObject("select position::json ->> 'lsn' from lienthong_checkpoint", String.class);
        follow(() -> {
            missed();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(target()).isEqualTo(source()));
            // until then the source still has what the target has lost, and nothing is missing
            await().atMost(PATIENCE)
                    .until(() -> ground.source.queryForObject(
                            "select confirmed_flush_lsn > ?::pg_lsn from pg_replication_slots where slot_name = ?",
                            Boolean.class,
                            copied,
                            slot));
        });
        ground.target.execute("truncate pupils, lienthong_checkpoint");
        ground.target.execute("insert into pupils table copy_of_pupils");
        ground.target.execute("insert into lienthong_checkpoint table copy_of_checkpoint");
    }

    private Optional<Kind> kind() {
        try (var session = ground.reach.open(HERE)) {
            return ((Changes) session)
                    .gap(ground.reach.dataset(job.from().dataset()), name, new Position(position()))
                    .map(ChangeGap::kind);
        }
    }

    private String position() {
        return ground.target.queryForObject("select position from lienthong_checkpoint", String.class);
    }

    private RunDesk desk() {
        RunKeeper keeper = new RunKeeper(
                "desk",
                ground.ledger,
                new OneJob(job),
                new RunWorker(ground.tools(), new LeanRunner(), ended -> {}),
                new Follows(ground.state));
        return new RunDesk(
                new OneJob(job),
                ground.runs,
                ground.ledger,
                keeper,
                new Standings(ground.state, ground.clock),
                new Comparisons(ground.tools()),
                new Follows(ground.state),
                ground.reach,
                journal::add,
                ground.clock);
    }

    private long activeOrNew() {
        return ground.runs.active(job.name()).map(Run::id).orElseGet(() -> ground.plan(job));
    }

    /** Follows on a thread of its own while something happens. */
    private void follow(Runnable meanwhile) {
        RunLedger.Claim claim = ground.claim(activeOrNew());
        RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
        Attempt run = worker.prepare(job, claim);
        CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(run, claim));
        try {
            await().atMost(PATIENCE).until(() -> end.isDone() || run.follow().backlog() != null);
            meanwhile.run();
        } finally {
            run.cancel();
            assertThat(end.join().failure()).isNull();
        }
    }

    private List<String> source() {
        return ground.source.queryForList(
                "select id || ' ' || name || ' ' || grade from pupils order by id", String.class);
    }

    private List<String> target() {
        return ground.target.queryForList(
                "select pupil_id || ' ' || full_name || ' ' || grade from pupils order by pupil_id", String.class);
    }
}
