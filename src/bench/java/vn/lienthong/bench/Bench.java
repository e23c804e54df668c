package vn.lienthong.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.lienthong.store.PostgresServer;

/**
 * How fast a sync is beside its limit and its peers, in one interleaved run: every round runs every contender once, and the ratio
 * is taken against the raw copy of the same round. Figures of one machine on one day; repeat it on yours.
 */
public final class Bench {
    private final long rows;
    private final int rounds;
    private final Map<String, List<Measure>> measures = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Measure>>> files = new LinkedHashMap<>();

    private Bench(long rows, int rounds) {
        this.rows = rows;
        this.rounds = rounds;
    }

    /**
     * Arguments: rows, rounds, names of contenders or groups to leave out ({@code files}: all that read or write files). No rounds at all: our
     * own moves into an empty table, once and cold, to see how much memory many rows take.
     */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 2_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<String> without = Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
        Path folder = Files.createTempDirectory("lienthong-bench");
        try (PostgresServer server = PostgresServer.start(
                folder.resolve("server"),
                Map.of("shared_buffers", "1GB", "max_wal_size", rounds == 0 ? "2GB" : "8GB", "checkpoint_timeout", "30min"))) {
            BenchData data = new BenchData(server, rows);
            System.out.printf("Preparing %,d pupils …%n", rows);
            data.create();
            Bench bench = new Bench(rows, rounds);
            Path files = Files.createDirectories(folder.resolve("files"));
            if (rounds == 0) {
                bench.runOnce(data, without, files);
            } else {
                bench.run(data, without, files);
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private void run(BenchData data, List<String> without, Path folder) throws Exception {
        List<Contender> contenders = new ArrayList<>(List.of(
                new RawCopy(), new OurSync(false), new OurSync(true), new JdbcBatches(), new SpringBatchJob(), new CamelPerRow()));
        contenders.removeIf(contender -> without.stream().anyMatch(contender.name()::contains));
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : contenders) {
                // round 0 warms the machine up and does not count
                Measure measure = measure(contender, data);
                print(round, contender.name(), measure);
                if (round > 0) {
                    measures.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measure);
                }
            }
        }
        List<FileBench.Way> ways = without.contains("files") ? List.of() : new FileBench(data, folder).ways();
        ways = ways.stream()
                .filter(way -> without.stream().noneMatch(way.group()::contains))
                .toList();
        for (int round = 0; round <= rounds; round++) {
            for (FileBench.Way way : ways) {
                Measure measure = Measure.of(way.rows(), way.prepare(), way.move(), way.verify());
                print(round, way.group() + ": " + way.name(), measure);
                if (round > 0) {
                    files.computeIfAbsent(way.group(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(way.name(), name -> new ArrayList<>())
                            .add(measure);
                }
            }
        }
        String table = new Report(rows, rounds, data.facts(), measures, files).write(Path.of("target", "bench"));
        System.out.println(table);
    }

    private void runOnce(BenchData data, List<String> without, Path folder) throws Exception {
        OurSync tables = new OurSync(false);
        if (!without.contains("tables")) {
            print(1, "PostgreSQL into PostgreSQL, " + rows + " rows", measure(tables, data));
        }
        if (!without.contains("files")) {
            FileBench.Way csv = new FileBench(data, folder).csvIn(rows);
            print(1, csv.group() + ", " + rows + " rows", Measure.of(rows, csv.prepare(), csv.move(), csv.verify()));
        }
    }

    private Measure measure(Contender contender, BenchData data) throws Exception {
        long share = contender.share(rows);
        return Measure.of(
                share,
                contender.resync() ? data::staleTarget : data::emptyTarget,
                () -> contender.move(data, share),
                () -> data.verify(share, contender.maps()));
    }

    static void print(int round, String name, Measure measure) {
        System.out.printf(
                "round %d  %-46s %,12.0f rows/s  %6.1f µs CPU/row here  %4.0f MB heap in use at most  %,.0f s%n",
                round,
                name,
                measure.rowsPerSecond(),
                measure.cpuMicrosPerRow(),
                measure.peakHeapMegabytes(),
                measure.took().toMillis() / 1e3);
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
