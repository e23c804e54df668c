package vn.lienthong.sync;

import java.time.Duration;
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

    private static final String TIME = "time";
    private static final int CHART_WIDTH = 760;
    private static final int CHART_HEIGHT = 48;

    private Bars() {}

    /** One rectangle; {@code kind} names its colour. */
    record Bar(
            String x,
            String y,
            String width,
            String height,
            String kind,
            @Nullable Run run) {}

    /**
     * A small chart over runs, oldest at the left.
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

    /** Rows written, rows rejected and time taken of these runs, oldest first, on one time axis. */
    static List<Chart> history(List<Run> runs) {
        return List.of(
                chart(
                        "written",
                        runs,
                        run -> run.counts().written() + run.counts().deleted(),
                        "ok-mid"),
                chart("rejected", runs, run -> run.counts().rejected(), "fail-mid"),
                chart(TIME, runs, run -> took(run) == null ? 0 : took(run).toMillis(), "off"));
    }

    private static Chart chart(String key, List<Run> runs, ToLongFunction<Run> value, String kind) {
        long most = runs.stream().mapToLong(value).max().orElse(0);
        double step = (double) CHART_WIDTH / Math.max(runs.size(), 28);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            boolean failed = run.state() == RunState.FAILED;
            double height = value.applyAsLong(run) * (double) CHART_HEIGHT / Math.max(1, most);
            height = Math.max(failed || value.applyAsLong(run) > 0 ? 2 : 0.5, height);
            bars.add(new Bar(
                    figure(i * step + step * 0.2),
                    figure(CHART_HEIGHT - height),
                    figure(Math.min(step * 0.6, 26)),
                    figure(height),
                    failed ? "fail" : run.state().active() ? "run" : kind,
                    run));
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
