package vn.lienthong.agency;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.lienthong.kernel.HubException;

/**
 * How many calls of one caller the operator lets through in a minute.
 *
 * @param perMinute of all kinds
 * @param costlyPerMinute of those that make the hub work hard
 */
@ConfigurationProperties("lienthong.calls")
record CallSettings(
        @DefaultValue String perMinute, @DefaultValue String costlyPerMinute) {
    static final int USUAL = 1200;
    static final int USUAL_COSTLY = 60;

    /** With fewer a page with its parts, or a command that asks twice, would not come to its end. */
    static final int FEWEST = 10;

    private static final int MOST = 1_000_000;

    CallSettings {
        number(perMinute, USUAL, "LIENTHONG_CALLS_PER_MINUTE");
        number(costlyPerMinute, USUAL_COSTLY, "LIENTHONG_COSTLY_CALLS_PER_MINUTE");
    }

    int all() {
        return number(perMinute, USUAL, "LIENTHONG_CALLS_PER_MINUTE");
    }

    int costly() {
        return number(costlyPerMinute, USUAL_COSTLY, "LIENTHONG_COSTLY_CALLS_PER_MINUTE");
    }

    private static int number(String given, int usual, String variable) {
        if (given.isBlank()) {
            return usual;
        }
        boolean number = given.strip().matches("\\d{1,7}");
        if (!number || Integer.parseInt(given.strip()) < FEWEST || Integer.parseInt(given.strip()) > MOST) {
            throw new HubException(
                    AgencyError.CALLS_SETTING_INVALID,
                    Map.of("setting", variable, "value", given, "fewest", FEWEST, "most", MOST));
        }
        return Integer.parseInt(given.strip());
    }
}
