package vn.lienthong.sync;

import vn.lienthong.kernel.Health;

/**
 * How a job or run stands, for people: a shape and colour ({@code ok slow fail wait run off unk}) and the key of its word.
 *
 * @param state which shape
 * @param word the message key behind {@code standing.}
 */
public record Look(String state, String word) {
    /** How a job stands; while one that does not follow is at work, that is what people look for. */
    public static Look of(Health health) {
        String shape =
                switch (health.state()) {
                    case FAILED -> "fail";
                    case WAITING -> "wait";
                    case SLOW -> "slow";
                    case UNKNOWN -> "unk";
                    case STARTING -> "run";
                    case PAUSED -> "off";
                    case GOOD -> health.code().equals("running") ? "run" : "ok";
                };
        return new Look(shape, health.code());
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
