package vn.lienthong.console;

import java.text.Normalizer;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import vn.lienthong.kernel.Text;

/**
 * How figures, moments and durations are written for the reader of one page. Templates reach it as {@code #fig}; what is not known
 * is written as a dash, never as zero.
 */
public final class Figures {
    private static final String UNKNOWN = "—";
    private static final List<String> BYTES = List.of("B", "KB", "MB", "GB", "TB");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_HOUR = DateTimeFormatter.ofPattern("dd/MM HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss (O)");

    private final MessageSource words;
    private final Clock clock;
    private final ZoneId zone;
    private final Locale locale;

    Figures(MessageSource words, Clock clock, ZoneId zone, Locale locale) {
        this.words = words;
        this.clock = clock;
        this.zone = zone;
        this.locale = locale;
    }

    /** {@code 1.284.310} or {@code 1,284,310}. */
    public String number(@Nullable Number value) {
        return value == null ? UNKNOWN : NumberFormat.getIntegerInstance(locale).format(value.longValue());
    }

    /** A number with this many decimals at most. */
    public String decimal(@Nullable Number value, int decimals) {
        if (value == null) {
            return UNKNOWN;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(decimals);
        return format.format(value.doubleValue());
    }

    /** A part of a whole in per cent; a dash where there is no whole. */
    public String percent(@Nullable Number part, @Nullable Number whole) {
        if (part == null || whole == null || whole.doubleValue() == 0) {
            return UNKNOWN;
        }
        double share = 100.0 * part.doubleValue() / whole.doubleValue();
        String figure = decimal(share, share != 0 && share < 1 ? 2 : 1);
        return locale.getLanguage().equals("vi") ? figure + " %" : figure + "%";
    }

    /** A limit as a definition holds it, {@code 5%} or a number of rows, as the reader writes it. */
    public String limit(@Nullable Object limit) {
        String written = limit == null ? UNKNOWN : limit.toString();
        if (!written.endsWith("%")) {
            return fact(written);
        }
        String figure = decimal(Double.valueOf(written.substring(0, written.length() - 1)), 2);
        return locale.getLanguage().equals("vi") ? figure + " %" : figure + "%";
    }

    /** {@code 512 B}, {@code 1,2 GB}. */
    public String bytes(@Nullable Number value) {
        if (value == null) {
            return UNKNOWN;
        }
        double left = value.doubleValue();
        int unit = 0;
        while (Math.abs(left) >= 1024 && unit < BYTES.size() - 1) {
            left /= 1024;
            unit++;
        }
        return decimal(left, left < 10 && unit > 0 ? 1 : 0) + " " + BYTES.get(unit);
    }

    /** A fact as machines wrote it: grouped where it is a number, as it stands otherwise. */
    public String fact(String value) {
        return value.matches("\\d{1,18}") ? number(Long.valueOf(value)) : value;
    }

    /** Who did something, in words where it was no person with a name. */
    public String person(@Nullable String actor) {
        return switch (actor == null ? "" : actor) {
            case "" -> UNKNOWN;
            case "first-administrator" -> word("me.first-administrator");
            case "schedule" -> word("run.by.schedule");
            default -> actor;
        };
    }

    /** The text in the reader's language. */
    public String text(@Nullable Text text) {
        return text == null ? "" : text.in(locale);
    }

    /** The name of a column as people write it: headers of workbooks may hold marks apart from their letters. */
    public String column(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** The text as a sentence that another may follow. */
    public String sentence(@Nullable Text text) {
        String words = text(text).strip();
        return words.isEmpty() || words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    /** "2 phút trước", "Hôm nay 10:30", "Hôm qua 21:15", then the date. */
    public String when(@Nullable Object moment) {
        Instant at = instant(moment);
        if (at == null) {
            return UNKNOWN;
        }
        Instant now = clock.instant();
        long seconds = Duration.between(at, now).toSeconds();
        if (seconds >= 0 && seconds < 60) {
            return word("time.just-now");
        }
        if (seconds >= 60 && seconds < 3600) {
            return word("time.minutes-ago", seconds / 60);
        }
        return day(at.atZone(zone), LocalDate.ofInstant(now, zone));
    }

    private String day(ZonedDateTime at, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, at.toLocalDate());
        if (days == 0) {
            return word("time.today", HOUR.format(at));
        }
        if (days == -1) {
            return word("time.yesterday", HOUR.format(at));
        }
        if (days == 1) {
            return word("time.tomorrow", HOUR.format(at));
        }
        return (Math.abs(days) < 180 ? DAY_HOUR : DAY).format(at);
    }

    /** The exact time with its zone, for titles. */
    public String exact(@Nullable Object moment) {
        Instant at = instant(moment);
        return at == null ? UNKNOWN : EXACT.withLocale(locale).format(at.atZone(zone));
    }

    /** Hours and minutes of a moment. */
    public String hour(@Nullable Object moment) {
        Instant at = instant(moment);
        return at == null ? UNKNOWN : HOUR.format(at.atZone(zone));
    }

    /** Hours, minutes and seconds of a moment. */
    public String clock(@Nullable Object moment) {
        Instant at = instant(moment);
        return at == null ? UNKNOWN : CLOCK.format(at.atZone(zone));
    }

    /** The machine's way to write a moment. */
    public @Nullable String iso(@Nullable Object moment) {
        Instant at = instant(moment);
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** "12 ms", "3,4 giây", "5 phút 42 giây", "1 giờ 44 phút". */
    public String duration(@Nullable Duration duration) {
        if (duration == null) {
            return UNKNOWN;
        }
        long millis = duration.toMillis();
        if (millis < 1000) {
            boolean some = millis == 0 && !duration.isZero();
            return word("time.milliseconds", some ? "< 1" : number(millis));
        }
        if (millis < 60_000) {
            return word("time.seconds", decimal(millis / 1000.0, millis < 10_000 ? 1 : 0));
        }
        long seconds = duration.toSeconds();
        if (seconds < 3600) {
            return seconds % 60 == 0
                    ? word("time.minutes", seconds / 60)
                    : word("time.minutes-seconds", seconds / 60, seconds % 60);
        }
        return word("time.hours-minutes", number(seconds / 3600), seconds / 60 % 60);
    }

    /** A duration in its largest unit, for figures that stand large: "38 phút", "2,5 giờ". */
    public String about(@Nullable Duration duration) {
        if (duration == null || duration.toMinutes() == 0) {
            return duration(duration);
        }
        return duration.toHours() == 0
                ? word("time.minutes", duration.toMinutes())
                : word("time.hours", decimal(duration.toMinutes() / 60.0, 1));
    }

    /** Points of a small line of values in a box of 60 × 24, for an SVG path; empty where there is nothing to draw. */
    public String line(List<? extends Number> values) {
        return Sketch.line(values, 60, 24);
    }

    private String word(String key, Object... arguments) {
        return words.getMessage(key, arguments, locale);
    }

    private static @Nullable Instant instant(@Nullable Object moment) {
        if (moment == null) {
            return null;
        }
        if (moment instanceof Instant instant) {
            return instant;
        }
        return moment instanceof Date date ? date.toInstant() : Instant.from((TemporalAccessor) moment);
    }
}
