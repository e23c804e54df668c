package vn.lienthong.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.SyncJob;

/** The runs of one job on a line of 24 hours: 20 back, 4 ahead. Places are shares of the line in per cent. */
record Lane(
        SyncJob job,
        String state,
        List<Mark> marks,
        @Nullable Duration took) {
    static final Duration BACK = Duration.ofHours(20);
    static final Duration WHOLE = Duration.ofHours(24);
    private static final Duration OFTEN = Duration.ofMinutes(20);
    private static final Duration NOISE = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMinutes(4);

    /** One run, or one to come; {@code kind} is ok, run, wait, slow, fail, off or plan. */
    record Mark(
            String x, String width, String kind, @Nullable Run run, Instant at) {}

    /** @param usual how long its good runs usually take, null where that is not known */
    static Lane of(
            SyncJob job, String state, List<Run> runs, @Nullable Instant next, @Nullable Duration usual, Instant now) {
        Instant left = left(now);
        List<Mark> marks = new ArrayList<>();
        for (Run run : runs) {
            Instant from = run.started() == null ? run.requested() : run.started();
            Instant to = run.finished() == null ? now : run.finished();
            if (to.isAfter(left)) {
                String kind = kind(run.state());
                boolean lasted = kind.equals("ok") && unusual(Duration.between(from, to), usual);
                marks.add(mark(left, from, to, lasted ? "slow" : kind, run));
            }
        }
        plans(marks, job, left, next);
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        Duration took = last == null || last.started() == null || last.finished() == null
                ? null
                : Duration.between(last.started(), last.finished());
        return new Lane(job, state, marks, took);
    }

    /** Twice as long as usual, and by more than what a moment's load of a machine explains. */
    static boolean unusual(Duration took, @Nullable Duration usual) {
        return usual != null
                && took.compareTo(usual.multipliedBy(2)) > 0
                && took.minus(usual).compareTo(NOISE) > 0;
    }

    /** What is to come; a job that comes all the time is one long frame. */
    private static void plans(List<Mark> marks, SyncJob job, Instant left, @Nullable Instant next) {
        Instant right = left.plus(WHOLE);
        if (next == null || job.timing() == null || !next.isBefore(right)) {
            return;
        }
        if (job.timing().interval(next).compareTo(OFTEN) < 0) {
            marks.add(mark(left, next, right, "plan", null));
            return;
        }
        for (Instant due = next; due.isBefore(right); due = job.timing().next(due)) {
            marks.add(mark(left, due, due.plus(SHORTEST), "plan", null));
        }
    }

    /** Where the line begins: a full hour. */
    static Instant left(Instant now) {
        return now.minus(BACK).truncatedTo(ChronoUnit.HOURS);
    }

    /** Where a moment stands on the line. */
    static String place(Instant now, Instant at) {
        return Sketch.figure(share(Duration.between(left(now), at))) + "%";
    }

    private static Mark mark(Instant left, Instant from, Instant to, String kind, @Nullable Run run) {
        double start = Math.max(0, share(Duration.between(left, from)));
        double end = Math.min(100, share(Duration.between(left, to)));
        double width = Math.min(100 - start, Math.max(share(SHORTEST), end - start));
        return new Mark(Sketch.figure(start) + "%", Sketch.figure(width) + "%", kind, run, from);
    }

    private static double share(Duration part) {
        return 100.0 * part.toMillis() / WHOLE.toMillis();
    }

    static String kind(RunState state) {
        return switch (state) {
            case DONE, DONE_WITH_REJECTIONS -> "ok";
            case RUNNING, PLANNED -> "run";
            case PAUSED -> "slow";
            case WAITING -> "wait";
            case FAILED -> "fail";
            case CANCELLED -> "off";
        };
    }
}
