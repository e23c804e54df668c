package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postgresql.ds.PGSimpleDataSource;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangeGap.Kind;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Position;
import vn.lienthong.testing.Aside;

/** A job that follows the pupils of a server that can be restored, and what a person says when it has stopped. */
final class FollowedPupils {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConnectorName HERE = new ConnectorName("here");

    final String name = "gaps-" + Long.toHexString(System.nanoTime());
    final String slot = "lienthong_" + name.replace('-', '_');
    final List<Journal.Entry> journal = new ArrayList<>();
    final Ground ground;
    final SyncJob job;
    private final ColdSource cold;

    FollowedPupils(ColdSource cold) {
        this.cold = cold;
        cold.server().createDatabase(slot);
        this.ground = new Ground(cold.server().database(slot));
        this.job = ground.job(
                ground.job("changes", "write: upsert, key: [pupil_id], deletes: delete, scope: { source: here }", "")
                        .yaml()
                        .replace("sync: pupils", "sync: " + name));
    }

    /** The source's server lies elsewhere now. */
    void moved(PGSimpleDataSource to) {
        ground.source.setDataSource(to);
        ground.reach.at("here", to.getDatabaseName(), to.getPortNumbers()[0], to.getPassword());
    }

    Path copy() throws Exception {
        Path copy = cold.copy();
        moved(cold.server().database(slot));
        return copy;
    }

    void restore(Path copy, boolean branches) throws Exception {
        cold.restore(copy, branches);
        moved(cold.server().database(slot));
    }

    /** Fills the source's log with something that is nobody's. */
    void otherWork(int bytes) {
        ground.source.execute("select pg_logical_emit_message(true, 'x', repeat('x', " + bytes + "))");
    }

    /** Nothing happens in the table for so long that following moves on all the same, in the source too. */
    void quietMoves() {
        otherWork(1_000_000);
        String end = ground.source.queryForObject("select pg_current_wal_insert_lsn()::text", String.class);
        await().atMost(PATIENCE)
                .until(() -> ground.source.queryForObject(
                        "select confirmed_flush_lsn >= ?::pg_lsn - 100000 from pg_replication_slots where slot_name = ?",
                        Boolean.class,
                        end,
                        slot));
    }

    /** A run that ends by itself, and not because nobody wants to wait any longer. */
    Run attempt() {
        RunLedger.Claim claim = ground.claim(activeOrNew());
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

    /** Runs until there is a gap, twice, and nothing has moved then. */
    void staysRed(String said) {
        List<String> rows = target();
        String position = position();
        for (int attempt = 0; attempt < 2; attempt++) {
            Run stopped = attempt();
            assertThat(stopped.state()).isEqualTo(RunState.FAILED);
            assertThat(stopped.failure().code()).isEqualTo(ChangesError.GAP.code());
            assertThat(stopped.failure().problem().en()).contains(said);
        }
        assertThat(target()).isEqualTo(rows);
        assertThat(position()).isEqualTo(position);
    }

    /** Follows on a thread of its own while something happens. */
    void follow(Runnable meanwhile) {
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

    void readAnew() {
        desk().answerGap(job.name(), Follows.Answer.REPAIR, "admin", "đọc lại");
        assertThat(ground.attempt(job, activeOrNew(), Failpoints.none()).state())
                .isEqualTo(RunState.DONE);
        assertThat(target()).isEqualTo(source());
        follow(() -> {
            ground.source.update("update pupils set grade = 10 where id = 5");
            arrives();
        });
    }

    void arrives() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(target()).isEqualTo(source()));
    }

    Optional<Kind> kind() {
        try (var session = ground.reach.open(HERE)) {
            return ((Changes) session)
                    .gap(ground.reach.dataset(job.from().dataset()), name, new Position(position()))
                    .map(ChangeGap::kind);
        }
    }

    String position() {
        return ground.target.queryForObject("select position from lienthong_checkpoint", String.class);
    }

    /** Leaves nothing behind on the server. */
    void retire() {
        try (var session = ground.reach.open(HERE)) {
            ((Changes) session).retire(name);
        }
    }

    RunDesk desk() {
        RunKeeper keeper = new RunKeeper(
                "desk",
                ground.ledger,
                new OneJob(job),
                new RunWorker(ground.tools(), new LeanRunner(), ended -> {}),
                new Follows(ground.state),
                new RunPlaces(ground.clock));
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

    long activeOrNew() {
        return ground.runs.active(job.name()).map(Run::id).orElseGet(() -> ground.plan(job));
    }

    List<String> source() {
        return ground.source.queryForList(
                "select id || ' ' || name || ' ' || grade from pupils order by id", String.class);
    }

    List<String> target() {
        return ground.target.queryForList(
                "select pupil_id || ' ' || full_name || ' ' || grade from pupils order by pupil_id", String.class);
    }
}
