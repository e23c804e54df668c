package vn.lienthong.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.alert.AlertGround.job;
import static vn.lienthong.alert.AlertGround.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.Health.State;

/** One trouble, one alert: it opens once, whatever flaps and however many nodes look, and closes once. */
class AlertRoundTest {
    private static final Duration SHORTLY = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private AlertGround ground;
    private AlertRound node;

    @BeforeEach
    void lay() {
        ground = new AlertGround(folder);
        node = ground.node("one");
    }

    @Test
    void whatLastsIsOpenedOnceAndClosedOnceItIsWellForAWhile() {
        ground.troubles.add(job("pupils", State.FAILED, null));
        look();
        assertThat(ground.ledger.open()).as("it may pass").isEmpty();
        pass(Duration.ofMinutes(2));
        pass(Duration.ofMinutes(30));

        Alert alert = ground.ledger.open().get(0);
        assertThat(ground.ledger.open()).hasSize(1);
        assertThat(alert.key()).isEqualTo("job/pupils");
        assertThat(alert.opened()).isEqualTo(AlertGround.MORNING.plus(Duration.ofMinutes(2)));
        assertThat(alert.reason().en()).isEqualTo("pupils failed");

        ground.troubles.clear();
        pass(SHORTLY);
        pass(Duration.ofMinutes(4));
        assertThat(ground.ledger.open()).as("not yet believed").hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(ground.ledger.open()).isEmpty();
        assertThat(ground.ledger.past(null, 10)).hasSize(1);

        ground.troubles.add(job("pupils", State.FAILED, null));
        pass(SHORTLY);
        pass(Duration.ofMinutes(2));
        assertThat(ground.ledger.open()).as("another time, another alert").hasSize(1);
        assertThat(ground.ledger.open().get(0).number()).isNotEqualTo(alert.number());
    }

    @Test
    void whatPassesBeforeItCountsTellsNobody() {
        ground.troubles.add(job("pupils", State.FAILED, null));
        look();
        ground.troubles.clear();
        pass(SHORTLY);
        pass(Duration.ofMinutes(5));
        ground.troubles.add(job("pupils", State.FAILED, null));
        pass(Duration.ofMinutes(1));

        assertThat(ground.ledger.open()).as("it is new, and counts from now").isEmpty();
        assertThat(ground.ledger.past(null, 10)).isEmpty();
    }

    @Test
    void whatComesAndGoesIsOneAlertAndStaysOpen() {
        for (int i = 0; i < 20; i++) {
            ground.troubles.add(job("pupils", State.FAILED, null));
            pass(Duration.ofMinutes(1));
            ground.troubles.clear();
            pass(Duration.ofMinutes(1));
        }

        assertThat(ground.ledger.open()).hasSize(1);
        assertThat(ground.ledger.past(null, 10)).isEmpty();
    }

    @Test
    void whatIsSlowHasMoreTime() {
        ground.troubles.add(job("pupils", State.SLOW, null));
        look();
        pass(Duration.ofMinutes(14));
        assertThat(ground.ledger.open()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(ground.ledger.open().get(0).state()).isEqualTo(State.SLOW);

        ground.troubles.set(0, job("pupils", State.FAILED, null));
        pass(SHORTLY);
        ground.troubles.set(0, job("pupils", State.WAITING, null));
        pass(SHORTLY);
        assertThat(ground.ledger.open().get(0).state())
                .as("the worst that it was")
                .isEqualTo(State.FAILED);
    }

    @Test
    void aDeadSystemWithTwentyJobsIsOneAlert() {
        var smas = subject("connector/smas", "G03");
        for (int i = 10; i < 30; i++) {
            ground.troubles.add(job("job-" + i, i == 17 ? State.FAILED : State.SLOW, smas));
        }
        look();
        pass(Duration.ofMinutes(2));

        assertThat(ground.ledger.open()).hasSize(1);
        Alert alert = ground.ledger.open().get(0);
        assertThat(alert.key()).isEqualTo("connector/smas");
        assertThat(alert.members()).hasSize(20);
        assertThat(alert.state()).isEqualTo(State.FAILED);
        assertThat(alert.reason().en()).as("of the worst").isEqualTo("job-17 failed");
        assertThat(alert.agencies()).extracting(Object::toString).containsExactlyInAnyOrder("G03", "H26");

        ground.troubles.removeIf(trouble -> !trouble.subject().name().equals("job/job-12"));
        pass(Duration.ofMinutes(30));
        assertThat(ground.ledger.open()).as("one is left").hasSize(1);
        assertThat(ground.ledger.open().get(0).members()).hasSize(1);
        ground.troubles.clear();
        pass(SHORTLY);
        pass(Duration.ofMinutes(5));
        assertThat(ground.ledger.open()).isEmpty();
    }

    @Test
    void whereNothingCanBeSaidNothingBeginsAndNothingEnds() {
        ground.troubles.add(job("pupils", State.FAILED, null));
        ground.undecided.add("job/pupils");
        look();
        pass(Duration.ofHours(3));
        assertThat(ground.ledger.open()).as("under maintenance").isEmpty();

        ground.undecided.clear();
        look();
        pass(Duration.ofMinutes(2));
        assertThat(ground.ledger.open()).hasSize(1);

        ground.troubles.clear();
        ground.undecided.add("job/pupils");
        pass(Duration.ofHours(3));
        pass(Duration.ofHours(3));
        assertThat(ground.ledger.open())
                .as("a run is at work; how it ends is not known")
                .hasSize(1);
        ground.undecided.clear();
        look();
        pass(Duration.ofMinutes(5));
        assertThat(ground.ledger.open()).isEmpty();
    }

    @Test
    void oneNodeLooksAtATimeAndAnotherTakesOver() {
        AlertRound other = ground.node("two");
        ground.troubles.add(job("pupils", State.FAILED, null));
        look();
        ground.clock.advance(Duration.ofMinutes(2));
        other.look();
        assertThat(ground.ledger.open()).as("it is not its turn").isEmpty();

        ground.ledger.leave("one");
        other.look();
        assertThat(ground.ledger.open()).hasSize(1);
        node.look();
        assertThat(ground.ledger.mayLook("one", AlertRound.LEASE)).isFalse();

        ground.state
                .sql("update alert_watch set until = now() - interval '1 second'")
                .update();
        assertThat(ground.ledger.mayLook("one", AlertRound.LEASE))
                .as("the other was not heard of")
                .isTrue();
    }

    @Test
    void eightNodesThatAllLookOpenAndCloseOneAlert() throws Exception {
        rules();
        List<AlertRound> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            nodes.add(ground.node("node-" + i));
        }
        ground.troubles.add(job("pupils", State.FAILED, null));
        all(nodes);
        ground.clock.advance(Duration.ofMinutes(2));
        all(nodes);
        assertThat(ground.ledger.open()).hasSize(1);

        ground.troubles.clear();
        all(nodes);
        ground.clock.advance(Duration.ofMinutes(5));
        // as if each had the turn: what is closed is closed once
        ground.state.sql("delete from alert_watch").update();
        all(nodes);
        all(nodes);

        assertThat(ground.ledger.past(null, 10)).hasSize(1);
        assertThat(ground.said()).containsExactly("chat OPENED DROPPED");
    }

    private void all(List<AlertRound> nodes) throws Exception {
        ExecutorService together = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Callable<Void>> looks = new ArrayList<>();
            nodes.forEach(one -> looks.add(() -> {
                one.look();
                return null;
            }));
            for (Future<Void> done : together.invokeAll(looks)) {
                done.get();
            }
        } finally {
            together.shutdownNow();
        }
    }

    @Test
    void thoseAboveAreToldWhereNobodyHasTakenItOn() throws IOException {
        rules();
        ground.troubles.add(job("pupils", State.FAILED, null));
        ground.troubles.add(job("schools", State.FAILED, null));
        look();
        pass(Duration.ofMinutes(2));
        assertThat(ground.said()).containsExactly("chat OPENED NEW", "chat OPENED NEW");
        long taken = ground.ledger.open().get(0).number();
        assertThat(ground.ledger.take(taken, "an", "tôi xem", ground.clock.instant()))
                .isTrue();
        assertThat(ground.ledger.take(taken, "binh", null, ground.clock.instant()))
                .as("somebody has")
                .isFalse();

        pass(Duration.ofMinutes(119));
        assertThat(ground.said()).hasSize(2);
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(ground.said()).containsExactly("chat OPENED NEW", "chat OPENED NEW", "boss ESCALATED NEW");
        assertThat(ground.ledger.get(taken).escalated()).isNull();
        assertThat(ground.ledger.get(taken).taken().words()).isEqualTo("tôi xem");
    }

    @Test
    void onlyThoseAreToldWhomItConcerns() throws IOException {
        ground.rules("""
                channels:
                  - { channel: chat, type: telegram, agency: G03, to: ["1"], secret: "${secret:alert_chat/secret}" }
                tell:
                  - { agencies: [H29], channels: [chat] }
                  - { agencies: [G03], of: [waiting], channels: [chat] }
                """);
        ground.troubles.add(job("pupils", State.FAILED, null)); // of H26, which is below G03
        ground.troubles.add(job("schools", State.WAITING, null));
        look();
        pass(Duration.ofMinutes(2));

        assertThat(ground.ledger.open()).hasSize(2);
        assertThat(ground.state
                        .sql("select key from alert_alerts a join alert_messages m on m.alert = a.id")
                        .query(String.class)
                        .list())
                .containsExactly("job/schools");
    }

    @Test
    void inQuietHoursMessagesWaitAndWhatIsOverByThenIsNotTold() throws IOException {
        ground.rules("""
                channels:
                  - { channel: chat, type: telegram, agency: G03, to: ["1"], secret: "${secret:alert_chat/secret}" }
                tell:
                  - { channels: [chat], quiet: "22:00-06:00", days: working }
                """);
        ground.clock.set(Instant.parse("2026-11-27T16:00:00Z")); // Friday, 23:00 in Vietnam
        ground.troubles.add(job("pupils", State.FAILED, null));
        look();
        pass(Duration.ofMinutes(2));
        assertThat(ground.outbox.take()).as("it is night").isEmpty();
        assertThat(ground.state
                        .sql("select not_before from alert_messages")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant())
                .as("Monday at six")
                .isEqualTo(Instant.parse("2026-11-29T23:00:00Z"));

        ground.troubles.clear();
        pass(SHORTLY);
        pass(Duration.ofMinutes(5));
        assertThat(ground.said()).containsExactly("chat OPENED DROPPED");
    }

    private void rules() throws IOException {
        ground.rules("""
                channels:
                  - { channel: chat, type: telegram, agency: G03, to: ["1"], secret: "${secret:alert_chat/secret}" }
                  - { channel: boss, type: telegram, agency: G03, to: ["2"], secret: "${secret:alert_boss/secret}" }
                tell:
                  - { agencies: [H26], channels: [chat], escalate: { after: 2h, channels: [boss] } }
                """);
    }

    private void pass(Duration time) {
        ground.pass(time);
        look();
    }

    private void look() {
        node.look();
    }
}
