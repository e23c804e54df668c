package vn.lienthong.service;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a version of a service goes out of use, in days of Vietnam.
 *
 * @param deprecated from when programs should no longer be written for it; null where that is not announced
 * @param until the last day on which it answers; null where no end is set
 */
public record Retirement(
        @Nullable LocalDate deprecated, @Nullable LocalDate until) {
    /** Of a version that stays. */
    static final Retirement NONE = new Retirement(null, null);

    private static final DateTimeFormatter OF_HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Whether anything is announced. */
    public boolean announced() {
        return deprecated != null;
    }

    /** Whether programs should turn to another version by now. */
    boolean deprecated(LocalDate day) {
        return deprecated != null && !day.isBefore(deprecated);
    }

    /** Whether it answers no more. */
    boolean over(LocalDate day) {
        return until != null && day.isAfter(until);
    }

    /** The headers of its answers: Deprecation (RFC 9745) and Sunset (RFC 8594), as far as they are announced. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (deprecated != null) {
            headers.put("Deprecation", "@" + beginning(deprecated).getEpochSecond());
        }
        if (until != null) {
            headers.put("Sunset", OF_HTTP.format(beginning(until.plusDays(1))));
        }
        return headers;
    }

    private static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ServiceCall.ZONE).toInstant();
    }
}
