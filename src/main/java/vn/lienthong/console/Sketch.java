package vn.lienthong.console;

import java.util.List;
import java.util.Locale;

/** Paths of small drawings, computed here so that pages need neither scripts nor inline styles. */
final class Sketch {
    private static final double MARGIN = 2;

    private Sketch() {}

    /** A line through the values, scaled to the box; empty with fewer than two values. */
    static String line(List<? extends Number> values, int width, int height) {
        if (values.size() < 2) {
            return "";
        }
        double most = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
        double step = (width - 2 * MARGIN) / (values.size() - 1);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double share = most == 0 ? 0 : values.get(i).doubleValue() / most;
            path.append(i == 0 ? 'M' : 'L')
                    .append(figure(MARGIN + i * step))
                    .append(' ')
                    .append(figure(height - MARGIN - share * (height - 2 * MARGIN)));
        }
        return path.toString();
    }

    /** A coordinate as SVG writes it, whatever the language. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
