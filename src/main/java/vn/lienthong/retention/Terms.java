package vn.lienthong.retention;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Retained;

/** How long each kind is kept: as the room says, or as the operator does by {@code LIENTHONG_KEEP_RUNS=400} (days). */
@Component
class Terms {
    /** Less would take from people what they still work with. */
    static final int FEWEST_DAYS = 30;

    private final Environment environment;

    Terms(Environment environment) {
        this.environment = environment;
    }

    /** The environment variable that sets it. */
    static String variable(Retained kind) {
        return "LIENTHONG_KEEP_" + kind.kind().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * How long a kind is kept.
     *
     * @throws HubException CONFIGURATION where that is no number of days, or too few
     */
    Duration of(Retained kind) {
        String given = environment.getProperty(variable(kind), "").strip();
        if (given.isEmpty()) {
            return kind.term();
        }
        boolean days = given.matches("\\d{1,6}");
        if (!days || Integer.parseInt(given) < FEWEST_DAYS) {
            throw new HubException(
                    RetentionError.TERM_TOO_SHORT,
                    Map.of("setting", variable(kind), "value", given, "fewest", FEWEST_DAYS));
        }
        return Duration.ofDays(Integer.parseInt(given));
    }
}
