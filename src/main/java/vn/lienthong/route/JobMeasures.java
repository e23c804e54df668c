package vn.lienthong.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Readings;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;

/** What is told of jobs and of how they follow their sources, out of the same facts that their health is judged by. */
@Component
class JobMeasures {
    private static final String[] JOB = {"sync_job", "agency"};
    private static final String[] FOLLOWED = {"sync_job", "agency", "connector"};

    static final Measure SUCCESS =
            Measure.now("lienthong_job_last_success_timestamp_seconds", "When the last good run of a job ended", JOB);
    static final Measure DUE =
            Measure.now("lienthong_job_next_due_timestamp_seconds", "When the clock starts a job next", JOB);
    static final Measure RUN_STATE = Measure.now(
            "lienthong_job_run_state",
            "Where the newest run of a job stands: 1 for that state, 0 for the others",
            "sync_job",
            "agency",
            "state");
    static final Measure RUN_ROWS = Measure.now(
            "lienthong_job_run_rows",
            "What became of the rows of the newest run so far; deleted are target rows",
            "sync_job",
            "agency",
            "outcome");
    static final Measure LAG = Measure.now(
            "lienthong_change_lag_seconds",
            "How far the target is behind its source: 0 where all that was heard has arrived, also the silence of a source",
            FOLLOWED);
    static final Measure BEHIND = Measure.now(
            "lienthong_change_lag_bytes", "Bytes of the source's log after the place that is acknowledged", FOLLOWED);
    static final Measure QUEUED =
            Measure.now("lienthong_change_queued_batches", "Batches that were read and not written yet", FOLLOWED);
    static final Measure HEARD =
            Measure.now("lienthong_change_heard_timestamp_seconds", "When the source was heard of last", FOLLOWED);
    static final Measure KEPT = Measure.now(
            "lienthong_change_slot_kept_bytes",
            "Bytes of its log that a source keeps for a job, e.g. by a slot",
            FOLLOWED);
    static final Measure CAP =
            Measure.now("lienthong_change_slot_cap_bytes", "How many bytes it may keep by agreement at most", FOLLOWED);

    static final List<Measure> ALL = List.of(SUCCESS, DUE, RUN_STATE, RUN_ROWS, LAG, BEHIND, QUEUED, HEARD, KEPT, CAP);

    private final Clock clock;

    JobMeasures(Clock clock) {
        this.clock = clock;
    }

    void read(List<JobFacts> all, Readings readings) {
        Instant now = clock.instant();
        for (JobFacts facts : all) {
            String[] tags = {facts.job().name().value(), facts.job().agency().value()};
            when(SUCCESS, facts.good() == null ? null : facts.good().finished(), readings, tags);
            when(DUE, facts.due(), readings, tags);
            if (facts.newest() != null) {
                run(facts.newest(), readings, tags);
            }
            Follows.Standing followed = facts.job().follows() ? facts.followed() : null;
            if (followed != null && followed.backlog() != null) {
                follow(
                        followed.backlog(),
                        lag(followed, followed.backlog(), now),
                        readings,
                        tags[0],
                        tags[1],
                        followed.connector().value());
            }
        }
    }

    private static void run(Run newest, Readings readings, String... tags) {
        for (RunState state : RunState.values()) {
            readings.tell(
                    RUN_STATE,
                    state == newest.state() ? 1 : 0,
                    tags[0],
                    tags[1],
                    state.name().toLowerCase(Locale.ROOT));
        }
        Counts rows = newest.counts();
        readings.tell(RUN_ROWS, rows.read(), tags[0], tags[1], "read");
        readings.tell(RUN_ROWS, rows.written(), tags[0], tags[1], "written");
        readings.tell(RUN_ROWS, rows.unchanged(), tags[0], tags[1], "unchanged");
        readings.tell(RUN_ROWS, rows.rejected(), tags[0], tags[1], "rejected");
        readings.tell(RUN_ROWS, rows.skipped(), tags[0], tags[1], "skipped");
        readings.tell(RUN_ROWS, rows.superseded(), tags[0], tags[1], "superseded");
        readings.tell(RUN_ROWS, rows.deleted(), tags[0], tags[1], "deleted");
    }

    private static void follow(ChangeBacklog seen, double lag, Readings readings, String... tags) {
        readings.tell(LAG, lag, tags);
        readings.tell(QUEUED, seen.queued(), tags);
        when(HEARD, seen.heard(), readings, tags);
        bytes(BEHIND, seen.behindBytes(), readings, tags);
        bytes(KEPT, seen.keptBytes(), readings, tags);
        bytes(CAP, seen.capBytes(), readings, tags);
    }

    /** What was read and not written is as old as the newest of it; of a silent source nothing newer is known than when it was heard. */
    private static double lag(Follows.Standing followed, ChangeBacklog seen, Instant now) {
        Instant since = now;
        if (seen.queued() > 0 && seen.lastChange() != null) {
            since = seen.lastChange();
        }
        if (followed.silent(now) && seen.heard().isBefore(since)) {
            since = seen.heard();
        }
        return Math.max(0, Duration.between(since, now).toMillis() / 1e3);
    }

    private static void when(Measure measure, @Nullable Instant moment, Readings readings, String... tags) {
        if (moment != null) {
            readings.tell(measure, moment.toEpochMilli() / 1e3, tags);
        }
    }

    private static void bytes(Measure measure, @Nullable Long value, Readings readings, String... tags) {
        if (value != null) {
            readings.tell(measure, value, tags);
        }
    }
}
