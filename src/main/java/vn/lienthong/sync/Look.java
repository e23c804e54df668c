package vn.lienthong.sync;

import org.jspecify.annotations.Nullable;

/**
 * How a job or run stands, for people: a shape and colour ({@code ok slow fail wait run off unk}) and the key of its word.
 *
 * @param state which shape
 * @param word the message key behind {@code standing.}
 */
record Look(String state, String word) {
    /** How a job stands: what it does now, else whether it is held, else how it last ended. */
    static Look of(@Nullable Run newest, RunControl.Standing standing) {
        if (newest != null && newest.state().active()) {
            return of(newest);
        }
        if (standing != RunControl.Standing.ON) {
            return new Look("off", standing == RunControl.Standing.PAUSED ? "paused-schedule" : "stopped");
        }
        return newest == null ? new Look("unk", "never") : of(newest);
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
