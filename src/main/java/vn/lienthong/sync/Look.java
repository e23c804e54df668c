package vn.lienthong.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job or run stands, for people: a shape and colour ({@code ok slow fail wait run off unk}) and the key of its word.
 *
 * @param state which shape
 * @param word the message key behind {@code standing.}
 */
public record Look(String state, String word) {
    private static final Look CATCHING_UP = new Look("run", "catching-up");

    /**
     * How a job stands: what it does now, else whether it is held, else how it last ended. One that follows its source is judged by
     * whether it hears of it.
     *
     * @param followed how it follows; null where it does not, or has not begun
     */
    public static Look of(
            SyncJob job,
            @Nullable Run newest,
            RunControl.Standing standing,
            Follows.@Nullable Standing followed,
            Instant now) {
        boolean active = newest != null && newest.state().active();
        if (!active && standing != RunControl.Standing.ON) {
            return new Look("off", standing == RunControl.Standing.PAUSED ? "paused-schedule" : "stopped");
        }
        if (newest == null) {
            return new Look("unk", "never");
        }
        return job.follows() ? following(newest, followed, now) : of(newest);
    }

    private static Look following(Run newest, Follows.@Nullable Standing followed, Instant now) {
        return switch (newest.state()) {
            case RUNNING -> heard(newest, followed, now);
            // whatever the reason, changes do not arrive
            case PAUSED -> new Look("fail", "retrying");
            case DONE, DONE_WITH_REJECTIONS, CANCELLED -> CATCHING_UP;
            default -> of(newest);
        };
    }

    private static Look heard(Run running, Follows.@Nullable Standing followed, Instant now) {
        if (followed == null || !followed.heardIn(running)) {
            boolean reading = running.expected() != null || running.counts().read() > 0;
            return reading ? new Look("run", "first-read") : CATCHING_UP;
        }
        if (followed.silent(now)) {
            return new Look("fail", "silent");
        }
        return followed.inStep() ? new Look("ok", "following") : CATCHING_UP;
    }

    /** How a run stands. */
    static Look of(Run run) {
        return switch (run.state()) {
            case PLANNED -> new Look("run", "planned");
            case RUNNING -> new Look("run", "running");
            case PAUSED -> new Look("slow", "paused");
            case WAITING -> new Look("wait", "waiting");
            case DONE -> new Look("ok", "done");
            case DONE_WITH_REJECTIONS -> new Look("ok", "rejections");
            case FAILED -> new Look("fail", "failed");
            case CANCELLED -> new Look("off", "cancelled");
        };
    }
}
