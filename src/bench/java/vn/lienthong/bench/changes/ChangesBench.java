package vn.lienthong.bench.changes;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import vn.lienthong.store.PostgresServer;

/**
 * How fast changes arrive, beside the source's own replication and beside reading alone, in one interleaved run: the source does its
 * work while all rest, then each takes what waits for it. Then the way of single rows is timed, one follower at a time.
 */
public final class ChangesBench {
    private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int A_SECOND = 500;

    private final ChangeSource source;
    private final List<Follower> followers =
            List.of(new NativeReplication(), new RawStream(), new EngineAlone(), new OurFollowing());
    private final Map<String, List<String>> figures = new LinkedHashMap<>();

    private ChangesBench(ChangeSource source) {
        this.source = source;
    }

    /** Arguments: single-row transactions, rows of the bulk update, rounds, seconds of the latency part. */
    public static void main(String[] arguments) throws Exception {
        int transactions = argument(arguments, 0, 100_000);
        int rows = argument(arguments, 1, 300_000);
        int rounds = argument(arguments, 2, 3);
        int seconds = argument(arguments, 3, 10);
        Path folder = Files.createTempDirectory("lienthong-bench-changes-server");
        try (PostgresServer server = PostgresServer.start(
                folder,
                Map.of(
                        "shared_buffers", "1GB",
                        "max_wal_size", "8GB",
                        "checkpoint_timeout", "30min",
                        "wal_level", "logical",
                        "max_replication_slots", "20",
                        "max_wal_senders", "20"))) {
            ChangeSource source = new ChangeSource(server, rows);
            source.create();
            new ChangesBench(source).run(transactions, rows, rounds, seconds);
        }
        System.exit(0);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run(int transactions, int rows, int rounds, int seconds) throws Exception {
        for (Follower follower : followers) {
            follower.prepare(source);
        }
        for (int round = 0; round <= rounds; round++) {
            source.single(transactions);
            drain(round, "single-row transactions", transactions);
            source.bulk();
            drain(round, "one bulk update", rows);
        }
        for (Follower follower : followers) {
            latency(follower, seconds);
        }
        StringBuilder table = new StringBuilder();
        figures.forEach((name, list) -> table.append("| ").append(name).append(" | ").append(String.join(" · ", list)).append(" |\n"));
        Files.createDirectories(Path.of("target", "bench"));
        Files.writeString(Path.of("target", "bench", "changes.md"), table);
        System.out.println(table);
    }

    /** Every follower takes what waits for it; round 0 warms up. */
    private void drain(int round, String work, int events) throws Exception {
        long mark = source.mark();
        double[] speeds = new double[followers.size()];
        for (int turn = 0; turn < followers.size(); turn++) {
            int index = (turn + round) % followers.size();
            Follower follower = followers.get(index);
            long cpu = cpuNanos();
            long start = System.nanoTime();
            follower.start();
            await(follower, mark);
            long took = System.nanoTime() - start;
            double micros = (cpuNanos() - cpu) / 1e3 / events;
            follower.stop();
            if (follower.database() != null) {
                source.verify(follower.database());
            }
            speeds[index] = events * 1e9 / took;
            System.out.printf(
                    Locale.ROOT,
                    "round %d  %-24s %-34s %,10.0f events/s  %6.1f µs CPU/event here%n",
                    round,
                    work,
                    follower.name(),
                    speeds[index],
                    micros);
        }
        for (int i = 0; i < followers.size() && round > 0; i++) {
            figures.computeIfAbsent(work + ", " + followers.get(i).name(), name -> new ArrayList<>())
                    .add(String.format(Locale.ROOT, "%,.0f (%.2f of native)", speeds[i], speeds[i] / speeds[0]));
        }
    }

    private void await(Follower follower, long mark) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!follower.has(mark)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(follower.name() + " did not take the changes");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Single rows, so many a second: how long each takes until it is there. */
    private void latency(Follower follower, int seconds) throws Exception {
        follower.start();
        await(follower, source.mark());
        Arrivals arrivals = new Arrivals(follower);
        List<Long> micros = arrivals.measure(source, A_SECOND, seconds);
        follower.stop();
        String words = String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, most %.1f ms at %d transactions/s",
                micros.get(micros.size() / 2) / 1e3,
                micros.get(micros.size() * 99 / 100) / 1e3,
                micros.get(micros.size() - 1) / 1e3,
                A_SECOND);
        System.out.println("latency  " + follower.name() + "  " + words);
        figures.computeIfAbsent("latency, " + follower.name(), name -> new ArrayList<>()).add(words);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
