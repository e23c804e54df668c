package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/** A job does as its facts say, whatever is switched on; the worst of them counts. */
class JobHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final JobName NAME = new JobName("pupils");
    private static final RunFailure AWAY = new RunFailure(
            "connector.UNREACHABLE",
            ErrorKind.UNAVAILABLE,
            new Text("không trả lời", "does not answer"),
            new Text("chờ", "wait"),
            "here");

    private static final Ground GROUND = new Ground();

    private final SyncJob follows = GROUND.job("changes", "write: upsert, key: [pupil_id]", "");
    private final SyncJob hourly = GROUND.job("write: upsert, key: [pupil_id]", "every: 1h");
    private final SyncJob byHand = GROUND.job("write: upsert, key: [pupil_id]", "");

    private RunControl.Standing standing = RunControl.Standing.ON;
    private JobRunner.Carrier carrier = JobRunner.Carrier.READY;
    private List<ConnectorName> resting = List.of();

    @Test
    void whatFollowsIsInStepOnlyWhileItsSourceIsHeard() {
        assertThat(following(RunState.RUNNING, heard(2, true))).isEqualTo("GOOD following ok");
        assertThat(following(RunState.RUNNING, heard(2, false))).isEqualTo("STARTING catching-up run");
        assertThat(following(RunState.RUNNING, heard(11, true))).isEqualTo("FAILED silent fail");
        assertThat(following(RunState.RUNNING, heard(11, false))).isEqualTo("FAILED silent fail");
    }

    @Test
    void theFirstReadIsNoSilence() {
        assertThat(following(RunState.RUNNING, heard(600, false))).isEqualTo("STARTING first-read run");
        assertThat(following(RunState.RUNNING, null)).isEqualTo("STARTING first-read run");
    }

    @Test
    void changesThatDoNotArriveAreRedAndWhatIsPausedIsNotGreen() {
        assertThat(following(RunState.PAUSED, heard(2, true))).isEqualTo("FAILED retrying fail");
        assertThat(following(RunState.FAILED, heard(2, true))).isEqualTo("FAILED failed fail");
        assertThat(following(RunState.WAITING, heard(2, true))).isEqualTo("WAITING waiting wait");
        assertThat(following(RunState.DONE, heard(2, true))).isEqualTo("STARTING catching-up run");
        standing = RunControl.Standing.PAUSED;
        assertThat(following(RunState.CANCELLED, heard(2, true))).isEqualTo("PAUSED paused-schedule off");
        standing = RunControl.Standing.STOPPED;
        assertThat(following(RunState.DONE, heard(2, true))).isEqualTo("PAUSED stopped off");
    }

    @Test
    void aLogThatFillsUpIsToldAlsoWhileTheJobIsHeld() {
        assertThat(following(RunState.RUNNING, kept(49))).isEqualTo("GOOD following ok");
        assertThat(following(RunState.RUNNING, kept(60))).isEqualTo("SLOW filling slow");
        assertThat(following(RunState.RUNNING, kept(80))).isEqualTo("FAILED filling fail");
        standing = RunControl.Standing.STOPPED;
        assertThat(following(RunState.DONE, kept(60))).isEqualTo("SLOW filling slow");
    }

    @Test
    void whoIsToldOfTheLogApartDoesNotMissWhatWaitsForHim() {
        JobFacts facts = facts(follows, RunState.WAITING, null, kept(80));

        assertThat(words(facts.health(NOW))).isEqualTo("FAILED filling fail");
        assertThat(words(facts.healthBesideLog(NOW))).isEqualTo("WAITING waiting wait");
    }

    @Test
    void theNewestRunSaysHowAJobDoes() {
        assertThat(judged(byHand, null, null)).isEqualTo("UNKNOWN never unk");
        assertThat(judged(byHand, RunState.PLANNED, null)).isEqualTo("STARTING planned run");
        assertThat(judged(byHand, RunState.RUNNING, null)).isEqualTo("GOOD running run");
        assertThat(judged(byHand, RunState.PAUSED, null)).isEqualTo("SLOW paused slow");
        assertThat(judged(byHand, RunState.WAITING, null)).isEqualTo("WAITING waiting wait");
        assertThat(judged(byHand, RunState.FAILED, null)).isEqualTo("FAILED failed fail");
        assertThat(judged(byHand, RunState.CANCELLED, null)).isEqualTo("PAUSED cancelled off");
        assertThat(judged(byHand, RunState.DONE, Duration.ZERO)).isEqualTo("GOOD done ok");
        assertThat(judged(byHand, RunState.DONE_WITH_REJECTIONS, Duration.ZERO)).isEqualTo("GOOD rejections ok");
        assertThat(judged(byHand, RunState.DONE, Duration.ofDays(400)))
                .as("nothing was promised")
                .isEqualTo("GOOD done ok");
    }

    @Test
    void aPromiseThatIsNotKeptIsTheWorseAlsoWhileARunIsAtWork() {
        Duration inTime = Duration.ofMinutes(99); // its hour, half of one more, and ten minutes
        Duration late = Duration.ofMinutes(101);
        assertThat(judged(hourly, RunState.DONE, inTime)).isEqualTo("GOOD done ok");
        assertThat(judged(hourly, RunState.DONE, late)).isEqualTo("SLOW late slow");
        assertThat(judged(hourly, RunState.RUNNING, late)).isEqualTo("SLOW late slow");
        assertThat(judged(hourly, RunState.PAUSED, late)).isEqualTo("SLOW paused slow");
        assertThat(judged(hourly, RunState.FAILED, late)).isEqualTo("FAILED failed fail");
        standing = RunControl.Standing.PAUSED;
        assertThat(judged(hourly, RunState.DONE, late)).as("on purpose").isEqualTo("PAUSED paused-schedule off");
        assertThat(judged(hourly, RunState.RUNNING, late))
                .as("by hand, meanwhile")
                .isEqualTo("GOOD running run");
    }

    @Test
    void aRouteThatTakesNoWorkAndAPartnerThatIsLeftAloneAreSeen() {
        carrier = JobRunner.Carrier.STARTING;
        assertThat(judged(hourly, RunState.DONE, Duration.ZERO)).isEqualTo("STARTING coming-up run");
        carrier = JobRunner.Carrier.DEAD;
        assertThat(judged(hourly, RunState.DONE, Duration.ZERO)).isEqualTo("FAILED route-dead fail");
        carrier = JobRunner.Carrier.READY;
        resting = List.of(new ConnectorName("csdl-dan-cu"));
        assertThat(judged(hourly, RunState.DONE, Duration.ZERO)).isEqualTo("SLOW partner-rests slow");
        assertThat(health(hourly, RunState.DONE, Duration.ZERO, null).reason().en())
                .startsWith("csdl-dan-cu failed again and again");
    }

    @Test
    void aBrokenPromiseIsRedUnlessAPersonHasToDecide() {
        SyncJob promised = GROUND.job("write: upsert, key: [pupil_id]", "every: 1h\npromise: { within: 2h }");
        Duration kept = Duration.ofMinutes(118);
        Duration broken = Duration.ofMinutes(121);
        assertThat(judged(promised, RunState.DONE, kept)).isEqualTo("SLOW late slow");
        assertThat(judged(promised, RunState.DONE, broken)).isEqualTo("FAILED overdue fail");
        assertThat(judged(promised, RunState.RUNNING, broken)).isEqualTo("FAILED overdue fail");
        assertThat(judged(promised, RunState.PAUSED, broken)).isEqualTo("FAILED overdue fail");
        assertThat(judged(promised, RunState.FAILED, broken)).isEqualTo("FAILED failed fail");
        assertThat(judged(promised, RunState.WAITING, broken)).isEqualTo("WAITING waiting wait");
        assertThat(judged(promised, null, null)).isEqualTo("UNKNOWN never unk");
        assertThat(health(promised, RunState.DONE, broken, null).reason())
                .isEqualTo(new Text(
                        "Đã hẹn không cũ hơn 2 giờ; lần tốt gần nhất xong lúc 12:59 01/03/2026.",
                        "Promised never older than 2 hours; the last success ended at 12:59 01/03/2026."));
        standing = RunControl.Standing.PAUSED;
        assertThat(judged(promised, RunState.DONE, broken)).as("on purpose").isEqualTo("PAUSED paused-schedule off");
    }

    @Test
    void whatFollowsKeepsItsPromiseWhileItsSourceIsHeardAndHasThatLongToCatchUp() {
        SyncJob promised = GROUND.job("changes", "write: upsert, key: [pupil_id]", "promise: { within: 2m }");
        assertThat(words(health(promised, RunState.RUNNING, null, heard(2, true))))
                .isEqualTo("GOOD following ok");
        assertThat(words(health(promised, RunState.RUNNING, null, heard(2, false))))
                .as("its run began five minutes ago")
                .isEqualTo("FAILED overdue fail");
    }

    @Test
    void theReasonIsWhatHappened() {
        assertThat(health(byHand, RunState.FAILED, null, null).reason()).isEqualTo(AWAY.problem());
        assertThat(health(hourly, RunState.DONE, Duration.ofHours(30), null).reason())
                .isEqualTo(new Text(
                        "Lần tốt gần nhất cách đây 30 giờ; lịch: Mỗi giờ.",
                        "The last good run ended 30 hours ago; the schedule: Every hour."));
    }

    private String following(RunState state, Follows.@Nullable Standing followed) {
        return words(health(follows, state, null, followed));
    }

    private String judged(SyncJob job, @Nullable RunState newest, @Nullable Duration sinceGood) {
        return words(health(job, newest, sinceGood, null));
    }

    private static String words(Health health) {
        assertThat(health.reason().vi())
                .isNotBlank()
                .isNotEqualTo(health.reason().en());
        return health.state() + " " + health.code() + " " + Look.of(health).state();
    }

    private Health health(
            SyncJob job, @Nullable RunState newest, @Nullable Duration sinceGood, Follows.@Nullable Standing followed) {
        return facts(job, newest, sinceGood, followed).health(NOW);
    }

    private JobFacts facts(
            SyncJob job, @Nullable RunState newest, @Nullable Duration sinceGood, Follows.@Nullable Standing followed) {
        return new JobFacts(
                job,
                newest == null ? null : run(newest, null),
                sinceGood == null ? null : run(RunState.DONE, NOW.minus(sinceGood)),
                standing,
                null,
                followed,
                carrier,
                resting,
                Calendar.PLAIN);
    }

    private static Run run(RunState state, @Nullable Instant finished) {
        Instant started = finished == null ? NOW.minusSeconds(300) : finished.minusSeconds(60);
        boolean failed = state == RunState.FAILED || state == RunState.PAUSED;
        return new Run(
                1,
                NAME,
                state,
                Run.Trigger.FOLLOWING,
                "schedule",
                started,
                started,
                finished,
                1,
                Counts.NONE,
                50L,
                failed ? AWAY : null,
                null,
                null,
                List.of());
    }

    private static Follows.Standing heard(int secondsAgo, boolean inStep) {
        ChangeBacklog seen = new ChangeBacklog(0L, 0L, 1L << 30, 0, null, NOW.minusSeconds(secondsAgo), "slot");
        return new Follows.Standing(NAME, new ConnectorName("here"), seen, 0L, inStep, null);
    }

    private static Follows.Standing kept(long percent) {
        ChangeBacklog seen = new ChangeBacklog(0L, percent, 100L, 0, null, NOW, "slot");
        return new Follows.Standing(NAME, new ConnectorName("here"), seen, 0L, true, null);
    }
}
