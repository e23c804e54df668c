package vn.lienthong.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private Bench(long rows, int rounds) {
        this.rows = rows;
        this.rounds = rounds;
    }

    /** Arguments: rows, rounds, names of contenders to leave out. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 2_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<String> without = Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
        Path folder = Files.createTempDirectory("lienthong-bench");
        try (PostgresServer server = PostgresServer.start(
                folder.resolve("server"),
                Map.of("shared_buffers", "1GB", "max_wal_size", "8GB", "checkpoint_timeout", "30min"))) {
            BenchData data = new BenchData(server, rows);
            System.out.printf("Preparing %,d pupils …%n", rows);
            data.create();
            new Bench(rows, rounds).run(data, without);
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private void run(BenchData data, List<String> without) throws Exception {
        List<Contender> contenders = new ArrayList<>(List.of(
                new RawCopy(), new OurSync(false), new OurSync(true), new JdbcBatches(), new SpringBatchJob(), new CamelPerRow()));
        contenders.removeIf(contender -> without.stream().anyMatch(contender.name()::contains));
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : contenders) {
                // round 0 warms the machine up and does not count
                Measure measure = measure(contender, data);
                System.out.printf(
                        "round %d  %-34s %,12.0f rows/s  %6.1f µs CPU/row here  %4.0f MB heap at most%n",
                        round,
                        contender.name(),
                        measure.rowsPerSecond(),
                        measure.cpuMicrosPerRow(),
                        measure.peakHeapMegabytes());
                if (round > 0) {
                    measures.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measure);
                }
            }
        }
        String table = new Report(rows, rounds, data.facts(), measures).write(Path.of("target", "bench"));
        System.out.println(table);
    }

    private Measure measure(Contender contender, BenchData data) throws Exception {
        long share = contender.share(rows);
        if (contender.resync()) {
            data.staleTarget();
        } else {
            data.emptyTarget();
        }
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        contender.move(data, share);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long used = cpuNanos() - cpu;
        // the pools peak at different moments, so their sum is an upper bound
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        data.verify(share, contender.maps());
        return new Measure(share, took, Duration.ofNanos(used), peak);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
