package vn.lienthong.service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls a day as columns, drawn by the server: from the bottom those that found something, that found nothing, that were refused.
 * All lengths are units of the drawing, {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param days one column each, the oldest first
 * @param ticks lines across, with the number each stands for
 * @param limit how many calls a day are agreed, 0 where several agreements are drawn together
 * @param limitAt where its line runs; negative where it lies above the drawing
 */
record UsageChart(List<Day> days, List<Tick> ticks, long limit, double limitAt) {
    static final int WIDTH = 720;
    static final int HEIGHT = 200;

    private static final int LEFT = 56;
    private static final int TOP = 16;
    private static final int BOTTOM = 176;

    /** One day: its counts, and where its column stands. */
    record Day(LocalDate day, CallUses.Count calls, double x, double width, List<Piece> pieces, boolean named) {
        /** All calls of it. */
        public long all() {
            return calls.all();
        }
    }

    /** A part of a column. */
    record Piece(String kind, double y, double height) {}

    /** A line across. */
    record Tick(long calls, double y) {}

    /** Draws the days from the first to the last of a while; days without calls are empty columns. */
    static UsageChart of(Map<LocalDate, CallUses.Count> calls, LocalDate today, int span, long limit) {
        return of(calls, today, span, limit, 0);
    }

    /** The same, at least as high as {@code least} calls a day: charts of one height can be compared. */
    static UsageChart of(Map<LocalDate, CallUses.Count> calls, LocalDate today, int span, long limit, long least) {
        long most = least;
        for (CallUses.Count count : calls.values()) {
            most = Math.max(most, count.all());
        }
        long top = round(Math.max(most, 4));
        double step = (double) (WIDTH - LEFT) / span;
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < span; i++) {
            LocalDate day = today.minusDays(span - 1L - i);
            CallUses.Count count = calls.getOrDefault(day, CallUses.Count.NONE);
            days.add(new Day(
                    day,
                    count,
                    tenth(LEFT + i * step + step * .2),
                    tenth(step * .6),
                    pieces(count, top),
                    i % 5 == span % 5));
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            ticks.add(new Tick(top * i / 4, tenth(at(top * i / 4, top))));
        }
        return new UsageChart(days, ticks, limit, limit > 0 && limit <= top ? tenth(at(limit, top)) : -1);
    }

    /** The next number above that is easily read and halved twice: 4, 8, 20, 40, 80, 200 … */
    private static long round(long most) {
        long ten = 4;
        while (true) {
            for (long factor : new long[] {1, 2, 5}) {
                if (ten * factor >= most) {
                    return ten * factor;
                }
            }
            ten *= 10;
        }
    }

    private static List<Piece> pieces(CallUses.Count count, long top) {
        List<Piece> pieces = new ArrayList<>();
        long below = add(pieces, "found", 0, count.found(), top);
        below = add(pieces, "missed", below, count.missed(), top);
        add(pieces, "refused", below, count.refused(), top);
        return pieces;
    }

    private static long add(List<Piece> pieces, String kind, long below, long calls, long top) {
        if (calls > 0) {
            double upper = at(below + calls, top);
            pieces.add(new Piece(kind, tenth(upper), tenth(at(below, top) - upper)));
        }
        return below + calls;
    }

    private static double at(long calls, long top) {
        return BOTTOM - (double) (BOTTOM - TOP) * calls / top;
    }

    private static double tenth(double length) {
        return Math.round(length * 10) / 10.0;
    }

    /** Calls of the whole while. */
    public CallUses.Count total() {
        return days.stream().map(Day::calls).reduce(CallUses.Count.NONE, CallUses.Count::and);
    }

    /** Most calls of one day. */
    public long most() {
        return days.stream().mapToLong(Day::all).max().orElse(0);
    }
}
