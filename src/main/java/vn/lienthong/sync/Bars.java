package vn.lienthong.sync;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.quarantine.Returned;

/** Drawings of runs as plain rectangles, so that pages need neither scripts nor inline styles. */
final class Bars {
    /** The width that a progress strip is drawn in. */
    static final int STRIP = 1000;

    /** How many days a chart looks back. */
    static final int DAYS = 28;

    private static final String TIME = "time";
    private static final int CHART_WIDTH = 760;
    private static final int CHART_HEIGHT = 48;

    private Bars() {}

    /** One rectangle; {@code kind} names its colour, {@code day} what it stands for in a chart. */
    record Bar(String x, String y, String width, String height, String kind, Runs.@Nullable Day day) {}

    /**
     * A small chart over days, oldest at the left.
     *
     * @param key the message key of its title, behind {@code history.}
     * @param most the largest value, the chart's upper edge
     */
    record Chart(String key, long most, List<Bar> bars) {
        /** The largest value where it is a time, null where it counts rows. */
        public @Nullable Duration longest() {
            return key.equals(TIME) ? Duration.ofMillis(most) : null;
        }
    }

    /** What became of the rows so far, as parts of what is expected; the rest is still empty. */
    static List<Bar> strip(Counts counts, @Nullable Long expected) {
        double whole = Math.max(1, Math.max(counts.read(), expected == null ? 0 : expected));
        List<Bar> bars = new ArrayList<>();
        double x = 0;
        x = part(bars, x, counts.written(), whole, "ok");
        x = part(bars, x, counts.unchanged(), whole, "ok-mid");
        x = part(bars, x, counts.skipped() + counts.superseded(), whole, "off");
        part(bars, x, counts.rejected(), whole, "fail");
        return bars;
    }

    /** How much of a corrected workbook is through: released, and what was not. */
    static List<Bar> strip(Returned returned) {
        double whole = Math.max(1, returned.corrected());
        List<Bar> bars = new ArrayList<>();
        double x = part(bars, 0, returned.released(), whole, "ok");
        x = part(bars, x, returned.overtaken(), whole, "off");
        part(bars, x, returned.refused(), whole, "fail");
        return bars;
    }

    private static double part(List<Bar> bars, double x, long rows, double whole, String kind) {
        if (rows == 0) {
            return x;
        }
        double width = Math.max(3, STRIP * rows / whole);
        bars.add(new Bar(figure(x), "0", figure(width), "10", kind, null));
        return x + width;
    }

    /**
     * Rows written, rows rejected and time taken on the days up to today, on one time axis.
     *
     * @param days those with a run, the oldest first
     */
    static List<Chart> history(List<Runs.Day> days, LocalDate today) {
        return List.of(
                chart("written", days, today, Runs.Day::written, "ok-mid"),
                chart("rejected", days, today, Runs.Day::rejected, "fail-mid"),
                chart(TIME, days, today, day -> day.took().toMillis(), "off"));
    }

    private static Chart chart(
            String key, List<Runs.Day> days, LocalDate today, ToLongFunction<Runs.Day> value, String kind) {
        long most = days.stream().mapToLong(value).max().orElse(0);
        double step = (double) CHART_WIDTH / DAYS;
        List<Bar> bars = new ArrayList<>();
        for (Runs.Day day : days) {
            long place = DAYS - 1 - ChronoUnit.DAYS.between(day.day(), today);
            boolean failed = day.failed() > 0;
            double height = value.applyAsLong(day) * (double) CHART_HEIGHT / Math.max(1, most);
            height = Math.max(failed || value.applyAsLong(day) > 0 ? 2 : 0.5, height);
            bars.add(new Bar(
                    figure(place * step + step * 0.2),
                    figure(CHART_HEIGHT - height),
                    figure(step * 0.6),
                    figure(height),
                    failed ? "fail" : kind,
                    day));
        }
        return new Chart(key, most, bars);
    }

    /** How long a run took, null while it goes on. */
    static @Nullable Duration took(Run run) {
        return run.started() == null || run.finished() == null ? null : Duration.between(run.started(), run.finished());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
