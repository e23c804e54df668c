package vn.lienthong.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table and the chart of a run: medians, with the range, as ratios within each round. */
final class Report {
    private final long rows;
    private final int rounds;
    private final String facts;
    private final Map<String, List<Measure>> measures;
    private final Map<String, Map<String, List<Measure>>> files;

    /** {@code facts} are what the figures hang on besides the machine. */
    Report(
            long rows,
            int rounds,
            String facts,
            Map<String, List<Measure>> measures,
            Map<String, Map<String, List<Measure>>> files) {
        this.files = files;
        this.rows = rows;
        this.rounds = rounds;
        this.facts = facts;
        this.measures = measures;
    }

    /** Writes {@code sync.md} and {@code sync.svg}; gives the table. */
    String write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String table = table();
        Files.writeString(folder.resolve("sync.md"), table);
        Files.writeString(folder.resolve("sync.svg"), chart());
        return table;
    }

    private String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%,d pupils, %d rounds, Java %s with at most %d MB of heap, %s %s, %d processors, %s. %s.%n%n| | rows/s (median) | of raw in the same round (range) | CPU µs/row here | most heap in use |%n|---|---|---|---|---|%n",
                rows,
                rounds,
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                facts));
        lines(text, measures);
        files.forEach((group, ways) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s, %,d rows%n%n| | rows/s (median) | of the first (range) | CPU µs/row here | most heap in use |%n|---|---|---|---|---|%n",
                    group,
                    ways.values().iterator().next().get(0).rows()));
            lines(text, ways);
        });
        return text.toString();
    }

    private static void lines(StringBuilder text, Map<String, List<Measure>> group) {
        List<Measure> first = first(group);
        group.forEach((name, list) -> {
            double[] ratios = ratios(first, list);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.3f (%.3f–%.3f) | %.1f | %.0f MB |%n",
                    name.replace("|", "\\|"),
                    median(list.stream().mapToDouble(Measure::rowsPerSecond).toArray()),
                    median(ratios),
                    ratios[0],
                    ratios[ratios.length - 1],
                    median(list.stream().mapToDouble(Measure::cpuMicrosPerRow).toArray()),
                    list.stream()
                            .mapToDouble(Measure::peakHeapMegabytes)
                            .max()
                            .orElse(0)));
        });
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException elsewhere) {
            return "unknown processor";
        }
    }

    private String chart() {
        StringBuilder bars = new StringBuilder();
        int y = bars(bars, "Rows a second, of a raw binary copy = 1", measures, 20);
        for (Map.Entry<String, Map<String, List<Measure>>> group : files.entrySet()) {
            y = bars(bars, group.getKey() + ", of the first = 1", group.getValue(), y + 24);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"" + (y + 10)
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"760\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + bars + "</svg>\n";
    }

    /** Draws a group from {@code top} down; gives where it ends. */
    private static int bars(StringBuilder svg, String title, Map<String, List<Measure>> group, int top) {
        svg.append(String.format(Locale.ROOT, "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>%n", top, title));
        int y = top + 10;
        List<Measure> first = first(group);
        for (Map.Entry<String, List<Measure>> entry : group.entrySet()) {
            double ratio = median(ratios(first, entry.getValue()));
            double width = Math.min(400, Math.max(1, ratio * 200));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"10\" y=\"%d\">%s</text><rect x=\"270\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#2f4a8a\"/><text x=\"%.1f\" y=\"%d\">%.3f</text>%n",
                    y + 14,
                    entry.getKey(),
                    y,
                    width,
                    278 + width,
                    y + 14,
                    ratio));
            y += 34;
        }
        return y;
    }

    private static List<Measure> first(Map<String, List<Measure>> group) {
        return group.isEmpty() ? List.of() : group.values().iterator().next();
    }

    private static double[] ratios(List<Measure> first, List<Measure> list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).rowsPerSecond() / first.get(i).rowsPerSecond())
                .sorted()
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
