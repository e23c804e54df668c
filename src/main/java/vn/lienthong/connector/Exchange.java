package vn.lienthong.connector;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Text;

/**
 * One question to a partner and what came back, masked: of values their shape alone, of secrets nothing.
 *
 * @param operation as the connector names it; empty for what is asked for the connector itself, such as a token
 * @param at when it began
 * @param took until the answer was whole, or it was known that none comes
 * @param status what the partner answered with; null where no answer came
 * @param failure why there is no whole answer, in the hub's words; null where there is one
 * @param request what was asked, with its headers; {@value #MOST_LETTERS} letters at most
 * @param answer what came back; empty where nothing did
 */
public record Exchange(
        ConnectorName connector,
        String operation,
        Instant at,
        Duration took,
        @Nullable Integer status,
        @Nullable Text failure,
        String request,
        String answer) {
    /** How much is kept of each side. */
    public static final int MOST_LETTERS = 4_000;

    /** Whether a status says yes. */
    public static boolean good(int status) {
        return status >= 200 && status < 300;
    }

    /** Whether a whole answer came, with a status that says yes. */
    public boolean good() {
        return failure == null && status != null && good(status);
    }
}
