package vn.lienthong.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * Why a call gets no rows, as its caller may know it.
 *
 * @param status of HTTP
 * @param why in the words for the caller, who learns nothing of the systems behind
 * @param cause what really happened, for the journal; null where {@code why} says it
 * @param seconds after how many it may come again, null where nothing is said of it
 */
record Refused(
        int status,
        HubException why,
        @Nullable HubException cause,
        @Nullable Long seconds) {
    /** What is not there, or not for this caller: one answer for all of it. */
    static Refused nothing(@Nullable HubException cause) {
        return new Refused(404, new HubException(ServiceError.NOTHING_HERE, Map.of()), cause, null);
    }

    static Refused of(int status, ServiceError code, Map<String, ?> arguments) {
        return new Refused(status, new HubException(code, arguments), null, null);
    }

    static Refused limited(long seconds) {
        return new Refused(
                429, new HubException(ServiceError.LIMIT_REACHED, Map.of("seconds", seconds)), null, seconds);
    }

    /** The system behind does not answer; which one, and why, is not for the caller. */
    static Refused silent(HubException cause) {
        return new Refused(503, new HubException(ServiceError.NO_ANSWER_NOW, Map.of()), cause, 30L);
    }

    /** The same; where it is known until when the system is left alone, the caller is told to come then. */
    static Refused silent(HubException cause, Instant now) {
        Refused usual = silent(cause);
        return cause.arguments().get("until") instanceof Instant until
                ? new Refused(
                        usual.status(),
                        usual.why(),
                        cause,
                        Math.max(1, Math.min(300, now.until(until, ChronoUnit.SECONDS) + 1)))
                : usual;
    }

    /** The code of what happened, for the journal. */
    String code() {
        return (cause == null ? why : cause).code().code();
    }
}
