package vn.lienthong.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * One step of the connection doctor.
 *
 * @param step which step, a stable code: resolve, reach, tls, sign-in, version, read, write, checkpoint, encoding, folder …
 * @param outcome how it went
 * @param setting the setting it is about, null where none
 * @param found what was found, one sentence
 * @param remedy what to do and who can do it; null only when the outcome is OK or SKIPPED
 * @param copy text to copy for the other unit, e.g. the exact GRANT; null where none
 * @param took how long the step took
 */
public record Check(
        String step,
        Outcome outcome,
        @Nullable String setting,
        Text found,
        @Nullable Text remedy,
        @Nullable String copy,
        Duration took) {
    private static final Text UNTRIED =
            new Text("Chưa thử, vì bước trên chưa qua.", "Not tried, because an earlier step did not pass.");

    /** A step that was not tried, because one that it depends on did not pass. */
    public static Check untried(String step) {
        return new Check(step, Outcome.SKIPPED, null, UNTRIED, null, null, Duration.ZERO);
    }

    /** How a step went. */
    public enum Outcome {
        OK,
        WARNING,
        FAILED,
        /** Not tried, because a step it depends on did not pass. */
        SKIPPED
    }
}
