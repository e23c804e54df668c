package vn.lienthong.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way of writing days or times, read strictly: 31/02 is no day. {@code dd/MM/yyyy} and its like, by far the most, are read
 * without a formatter.
 */
final class DatePattern {
    private static final Pattern PLAIN =
            Pattern.compile("(dd?|MM?|yyyy)[^a-zA-Z0-9]?(dd?|MM?)[^a-zA-Z0-9]?(dd?|MM?|yyyy)");

    private final String pattern;
    private final @Nullable DateTimeFormatter formatter;
    private final boolean withTime;

    private DatePattern(String pattern, @Nullable DateTimeFormatter formatter, boolean withTime) {
        this.pattern = pattern;
        this.formatter = formatter;
        this.withTime = withTime;
    }

    /** Reads a pattern as people write it, {@code y} for the year. */
    static DatePattern of(String pattern, boolean withTime) {
        String bare = pattern.replaceAll("'[^']*'", "");
        if (bare.contains("y") && !bare.contains("yyyy") || bare.contains("uu") && !bare.contains("uuuu")) {
            throw Refused.because(MappingError.YEAR_OF_TWO_DIGITS, "pattern", pattern);
        }
        boolean whole = bare.contains("d") && bare.contains("M") && (bare.contains("yyyy") || bare.contains("uuuu"));
        if (!whole) {
            throw Refused.because(MappingError.DATE_PATTERN_WRONG, "pattern", pattern);
        }
        if (!withTime && PLAIN.matcher(pattern).matches()) {
            return new DatePattern(pattern, null, false);
        }
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            // a time pattern without an hour gives no time: found now, not at the first row
            LocalDateTime probe = LocalDateTime.of(2025, 7, 1, 13, 0);
            if (withTime) {
                LocalDateTime.parse(probe.format(formatter), formatter);
            } else {
                LocalDate.parse(probe.format(formatter), formatter);
            }
            return new DatePattern(pattern, formatter, withTime);
        } catch (IllegalArgumentException | DateTimeException unusable) {
            throw Refused.because(MappingError.DATE_PATTERN_WRONG, "pattern", pattern);
        }
    }

    /** The day or time, null where the text is not written this way. */
    @Nullable
    Object parse(String text) {
        if (formatter == null) {
            return plain(text);
        }
        try {
            return withTime ? LocalDateTime.parse(text, formatter) : LocalDate.parse(text, formatter);
        } catch (DateTimeParseException otherwise) {
            return null;
        }
    }

    private @Nullable LocalDate plain(String text) {
        int day = -1;
        int month = -1;
        int year = -1;
        int at = 0;
        int p = 0;
        while (p < pattern.length()) {
            char letter = pattern.charAt(p);
            if (letter != 'd' && letter != 'M' && letter != 'y') {
                if (at >= text.length() || text.charAt(at++) != letter) {
                    return null;
                }
                p++;
                continue;
            }
            int width = 0;
            while (p < pattern.length() && pattern.charAt(p) == letter) {
                p++;
                width++;
            }
            int end = digits(text, at, width);
            if (end < 0) {
                return null;
            }
            int number = Integer.parseInt(text, at, end, 10);
            at = end;
            day = letter == 'd' ? number : day;
            month = letter == 'M' ? number : month;
            year = letter == 'y' ? number : year;
        }
        return at == text.length() ? day(year, month, day) : null;
    }

    /** Where the digits end: exactly {@code width} of them, or one or two where the pattern has one letter. */
    private static int digits(String text, int from, int width) {
        int most = width == 1 ? 2 : width;
        int end = from;
        while (end < text.length() && end - from < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from < width ? -1 : end;
    }

    private static @Nullable LocalDate day(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return null;
        }
        return day > 28 && day > YearMonth.of(year, month).lengthOfMonth() ? null : LocalDate.of(year, month, day);
    }
}
