package vn.lienthong.sync;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened to a run; all of them together are its true history.
 *
 * @param run whose event
 * @param number from 1, in order
 * @param at when
 * @param kind what
 * @param arguments further facts for the words: counts, codes, who decided; never row content
 */
public record RunEvent(long run, int number, Instant at, Kind kind, Map<String, String> arguments) {
    /** What can happen to a run. */
    public enum Kind {
        REQUESTED,
        STARTED,
        RESUMED,
        COMMITTED,
        PAUSED,
        WAITING,
        DECIDED,
        DELETED,
        NOTED,
        CANCEL_ASKED,
        FINISHED,
        FAILED,
        CANCELLED
    }
}
