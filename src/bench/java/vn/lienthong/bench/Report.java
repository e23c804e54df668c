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

    /** {@code facts} are what the figures hang on besides the machine. */
    Report(long rows, int rounds, String facts, Map<String, List<Measure>> measures) {
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
                "%n%,d pupils, %d rounds, Java %s with at most %d MB of heap, %s %s, %d processors, %s. %s.%n%n| | rows/s (median) | of raw in the same round (range) | CPU µs/row here | peak heap |%n|---|---|---|---|---|%n",
                rows,
                rounds,
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                facts));
        measures.forEach((name, list) -> {
            double[] ratios = ratios(list);
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
        return text.toString();
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
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"" + (40 + 34 * measures.size())
                        + "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"760\" height=\"100%\" fill=\"#ffffff\"/>\n<text x=\"10\" y=\"20\">Rows a second, of a raw binary copy = 1</text>\n");
        int line = 0;
        for (Map.Entry<String, List<Measure>> entry : measures.entrySet()) {
            double ratio = median(ratios(entry.getValue()));
            int y = 40 + 34 * line++;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"10\" y=\"%d\">%s</text><rect x=\"270\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#2f4a8a\"/><text x=\"%.1f\" y=\"%d\">%.3f</text>%n",
                    y + 14,
                    entry.getKey(),
                    y,
                    Math.max(1, ratio * 200),
                    278 + Math.max(1, ratio * 200),
                    y + 14,
                    ratio));
        }
        return svg.append("</svg>\n").toString();
    }

    private double[] ratios(List<Measure> list) {
        List<Measure> raw = measures.values().iterator().next();
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).rowsPerSecond() / raw.get(i).rowsPerSecond())
                .sorted()
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
