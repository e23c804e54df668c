package vn.lienthong.sync;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Text;

/** Times as files write them: {@code 90s}, {@code 15m}, {@code 6h}, {@code 1d}. */
final class Durations {
    static final Pattern FORM = Pattern.compile("(\\d{1,5})(s|m|h|d)");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a time: " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** For people, in the largest unit that says it whole. */
    static Text words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return amount(seconds / 86_400, "ngày", "day");
        }
        if (seconds % 3_600 == 0) {
            return amount(seconds / 3_600, "giờ", "hour");
        }
        return seconds % 60 == 0 ? amount(seconds / 60, "phút", "minute") : amount(seconds, "giây", "second");
    }

    private static Text amount(long count, String vietnamese, String english) {
        return new Text(count + " " + vietnamese, count + " " + english + (count == 1 ? "" : "s"));
    }

    static String write(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
