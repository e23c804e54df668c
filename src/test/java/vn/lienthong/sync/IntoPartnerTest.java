package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.quarantine.Sought;
import vn.lienthong.testing.TakingPartner;
import vn.lienthong.testing.TakingPartner.Fault;

/** Rows that a job sends to a partner's API. */
class IntoPartnerTest {
    static final String BY_KEY = "path: '/taken/{pupil_id}'";

    private static final String RESOURCES = """
            taken:
              path: /taken
              rows: /data
              columns:
                pupil_id: { at: /id, type: integer }
                full_name: /name
                grade: { at: /school/grade, type: integer }
                birth_date: { at: /born, type: date }
              write: { %s }
            """;

    private final Ground ground = new Ground();
    private final AutoCloseable connections = ground.keepConnections();
    private final TakingPartner partner = new TakingPartner();

    @AfterEach
    void stop() throws Exception {
        partner.close();
        connections.close();
    }

    private SyncJob job(String write) {
        return job(ground, partner, write);
    }

    static SyncJob job(Ground ground, TakingPartner partner, String write) {
        ground.reach.api("partner", partner.port(), 5, RESOURCES.formatted(write));
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: partner/taken, key: [pupil_id] }
                map:
                  pupil_id: id
                  full_name: name
                  grade: grade
                  birth_date: born
                batch: 10
                """);
    }

    static Map<Integer, String> expected(Ground ground) {
        Map<Integer, String> rows = new HashMap<>();
        ground.source.query("select id, name, grade, born from pupils", row -> {
            rows.put(
                    row.getInt(1),
                    "{\"id\":%d,\"name\":\"%s\",\"school\":{\"grade\":%d},\"born\":\"%s\"}"
                            .formatted(row.getInt(1), row.getString(2), row.getInt(3), row.getString(4)));
        });
        return rows;
    }

    @Test
    void everyRowArrivesAtItsKeyAndOnlyWhatDiffersIsSentAgain() {
        ground.pupils(1, 25, Ground.NO_POISON);
        SyncJob job = job(BY_KEY);

        Run first = ground.run(job);

        assertThat(first.state()).as(String.valueOf(first.failure())).isEqualTo(RunState.DONE);
        assertThat(first.counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0, 0));
        assertThat(partner.rows()).isEqualTo(expected(ground));
        assertThat(partner.asked).hasSize(25).contains("PUT /api/taken/7");
        assertThat(partner.keys).doesNotHaveDuplicates();
        assertThat(partner.mostAtOnce()).isBetween(1, 4);
        assertThat(ground.reconcile(job).clean()).isTrue();
        partner.asked.clear();

        ground.source.update("update pupils set name = 'Lò Thị Mẩy' where id in (3, 4)");
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(25, 2, 23, 0, 0, 0, 0));
        assertThat(partner.asked).containsExactlyInAnyOrder("PUT /api/taken/3", "PUT /api/taken/4");
        assertThat(partner.rows()).isEqualTo(expected(ground));
    }

    @Test
    void whatWentOnItsWayBeforeADeathArrivesAfterIt() {
        ground.pupils(1, 12, Ground.NO_POISON);
        SyncJob job = job(BY_KEY);
        for (String step : DyingOutbox.STEPS) {
            ground.source.update("update pupils set name = name || ' ' || ?", step);
            assertThat(Dying.run(ground, job, step + ":2")).isEqualTo(1);
            assertThat(partner.rows()).as(step).isEqualTo(expected(ground));
        }
        assertThat(ground.held()).isZero();
    }

    @Test
    void aRowThatThePartnerDoesNotWantWaitsAloneWithHisReason() {
        ground.pupils(1, 25, Ground.NO_POISON);
        ground.reach.classes.put("full_name", DataClass.PERSONAL);
        partner.refuses.put(5, "Pupil NGUYỄN VĂN 5 with the id 001209000123 is too old\n" + "x".repeat(500));
        SyncJob job = job(BY_KEY + ", reason: /detail");

        assertThat(ground.run(job).counts()).isEqualTo(new Counts(25, 24, 0, 1, 0, 0, 0));

        List<String> reasons = JdbcClient.create(ground.state)
                .sql("select reason_en from quarantine_rows where state = 'held'")
                .query(String.class)
                .list();
        assertThat(reasons)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("The partner does not take this row (422): Pupil •••");
        assertThat(reasons.get(0))
                .doesNotContainIgnoringCase("văn")
                .doesNotContain("0012")
                .hasSizeLessThan(250);
        assertThat(partner.taken).hasSize(24);
    }

    /** The run of a job that did not come to its end, tried once more. */
    private Run again(SyncJob job, Run run) {
        ground.expireLeases();
        return run.state().active() ? ground.attempt(job, run.id(), Failpoints.none()) : ground.run(job);
    }

    @Test
    void whatIsNoFaultOfARowStopsTheJobAndNoRowIsSentAgainForIt() {
        ground.pupils(1, 6, Ground.NO_POISON);
        SyncJob job = job("method: POST, path: /taken, parallel: 1");
        Map<Integer, ErrorCode> answers = Map.of(
                401, HttpError.SIGN_IN_REFUSED,
                403, HttpError.NOT_ALLOWED,
                404, HttpError.PATH_UNKNOWN,
                307, HttpError.REDIRECTED);
        answers.forEach((status, error) -> {
            partner.status = status;
            Run failed = ground.run(job);
            assertThat(failed.state()).as(status + "").isEqualTo(RunState.FAILED);
            assertThat(failed.failure().code()).isEqualTo(error.code());
            assertThat(failed.failure().problem().en()
                            + failed.failure().remedy().en())
                    .doesNotContain("Nguyễn");
        });
        assertThat(partner.asked)
                .as("one row each, and no redirect followed")
                .hasSize(4)
                .containsOnly("POST /api/taken");
        assertThat(ground.held()).isZero();

        partner.status = 0;
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(6, 6, 0, 0, 0, 0, 0));
        assertThat(standing()).isEqualTo(new Outbox.Standing(0, 0));
    }

    @Test
    void aPartnerWhoIsAwayOrOutOfBreathIsWaitedForAndNoRowIsBlamed() {
        ground.pupils(1, 6, Ground.NO_POISON);
        SyncJob job = job("method: POST, path: /taken");
        String away = job.yaml();
        ground.reach.api("partner", deadPort(), 5, RESOURCES.formatted("method: POST, path: /taken"));
        Run paused = ground.run(job);
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.failure().code()).isEqualTo(ConnectorError.UNREACHABLE.code());
        assertThat(standing()).as("nothing left").isEqualTo(new Outbox.Standing(0, 0));

        SyncJob back = job("method: POST, path: /taken");
        AtomicInteger tooOften = new AtomicInteger(1);
        partner.faults = (key, row) -> tooOften.getAndDecrement() > 0 ? Fault.TOO_OFTEN : Fault.NONE;
        Run done = again(back, paused);

        assertThat(done.state()).as(away).isEqualTo(RunState.DONE);
        assertThat(partner.rows()).isEqualTo(expected(ground));
        assertThat(partner.doubled()).isZero();
        assertThat(standing()).isEqualTo(new Outbox.Standing(0, 0));
        assertThat(ground.held()).isZero();
    }

    @Test
    void aRowThatArrivedThoughTheAnswerCameTooLateIsFoundAndNotSentAgain() {
        ground.pupils(1, 3, Ground.NO_POISON);
        partner.faults = (key, row) -> key == 2 ? Fault.LATE : Fault.NONE;
        SyncJob job = job("method: POST, path: /taken, "
                + "look_up: { path: '/taken/{pupil_id}', row: /row, no_row: 404, after_seconds: 0 }");
        ground.reach.patience("partner", 1);

        assertThat(ground.run(job).counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0));

        assertThat(partner.asked).containsOnlyOnce("GET /api/taken/2").hasSize(4);
        assertThat(partner.doubled()).isZero();
        assertThat(standing()).isEqualTo(new Outbox.Standing(0, 0));
    }

    @Test
    void whoCannotTellGetsARowAgainAndTheRunSaysSo() {
        ground.pupils(1, 3, Ground.NO_POISON);
        AtomicInteger cut = new AtomicInteger(2);
        partner.faults = (key, row) -> key == 2 && cut.getAndDecrement() > 0 ? Fault.CUT_IN_THE_ANSWER : Fault.NONE;
        SyncJob job = job("method: POST, path: /taken");

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0));
        assertThat(partner.taken.get(2)).hasSize(3);
        assertThat(run.notes())
                .extracting(note -> note.en())
                .anyMatch(note -> note.startsWith("At least once: 2 rows"));
        assertThat(new SentRows(ground.reach, ground.reach.outboxes).of(job)).isEqualTo(new SentRows.Sent(true, 0, 2));
        assertThat(partner.keys).as("one key for every attempt at a version").hasSize(5);
        assertThat(Set.copyOf(partner.keys)).hasSize(3);
    }

    @Test
    void aRowThatIsThereAlreadyIsChangedInTheWayForChanges() {
        ground.pupils(1, 3, Ground.NO_POISON);
        partner.createsOnly = true;
        partner.taken.put(2, new CopyOnWriteArrayList<>(List.of(new TextNode("of another hub"))));
        SyncJob job = job("method: POST, path: /taken, there: [409], change: { path: '/taken/{pupil_id}' }");

        assertThat(ground.run(job).counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0));
        assertThat(partner.rows()).isEqualTo(expected(ground));

        ground.source.update("update pupils set grade = 12 where id = 3");
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(3, 1, 2, 0, 0, 0, 0));
        assertThat(partner.asked)
                .containsExactlyInAnyOrder(
                        "POST /api/taken",
                        "POST /api/taken",
                        "POST /api/taken",
                        "PUT /api/taken/2",
                        "PUT /api/taken/3");
        assertThat(partner.rows()).isEqualTo(expected(ground));
    }

    @Test
    void ofTwoWhoSendAtOnceTheLaterAloneGoesOn() {
        ground.pupils(1, 6, Ground.NO_POISON);
        SyncJob job = job(BY_KEY + ", parallel: 1");
        Outboxes real = ground.reach.outboxes;
        ground.reach.outboxes = of ->
                new DyingOutbox(real.of(of), Failpoints.of("settled:3", () -> real.of(Ground.PUPILS)
                        .takeOver()));

        Run stale = ground.run(job);

        assertThat(stale.failure().code()).isEqualTo(ConnectorError.SUPERSEDED_WRITER.code());
        assertThat(partner.taken).hasSize(3);
        ground.reach.outboxes = real;
        assertThat(again(job, stale).state()).isEqualTo(RunState.DONE);
        assertThat(partner.rows()).isEqualTo(expected(ground));
        assertThat(partner.asked).hasSize(6);
    }

    @Test
    void whatIsRememberedOfAPersonGoesWithHim() {
        ground.pupils(1, 3, Ground.NO_POISON);
        SyncJob job = job(BY_KEY);
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        PersonsTargets targets = new PersonsTargets(new OneJob(job), ground.runs, ground.tools());
        Sought sought = new Sought(null, "full_name", Secret.of("Nguyễn Văn 2"));

        assertThatThrownBy(() -> targets.erase(job, sought, List.of("G03"), 1, rows -> {}))
                .as("the partner deletes by himself")
                .isInstanceOfSatisfying(
                        HubException.class, left -> assertThat(left.code()).isEqualTo(SyncError.CONNECTOR_CANNOT));
        assertThat(marks()).isEqualTo(2);

        partner.taken.remove(1);
        targets.erase(job, new Sought(null, "pupil_id", Secret.of("1")), List.of("G03"), 2, rows -> {});
        assertThat(marks()).isEqualTo(1);
    }

    private long marks() {
        return ground.reach.outboxes.of(Ground.PUPILS).arrived();
    }

    private Outbox.Standing standing() {
        return ground.reach.outboxes.of(Ground.PUPILS).standing();
    }

    private static int deadPort() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
