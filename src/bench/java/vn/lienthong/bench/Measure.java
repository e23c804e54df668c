package vn.lienthong.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/** What one contender did in one round; {@code cpu} and {@code peakHeapBytes} are this process's, not the database's. */
record Measure(long rows, Duration took, Duration cpu, long peakHeapBytes) {
    /** A part of a measurement. */
    interface Act {
        void run() throws Exception;
    }

    /** Measures a move of so many rows, prepared before and judged after the time that counts. */
    static Measure of(long rows, Act prepare, Act move, Act verify) throws Exception {
        prepare.run();
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        move.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long used = cpuNanos() - cpu;
        // the pools peak at different moments, so their sum is an upper bound
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        verify.run();
        return new Measure(rows, took, Duration.ofNanos(used), peak);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    double rowsPerSecond() {
        return rows * 1e9 / took.toNanos();
    }

    double cpuMicrosPerRow() {
        return cpu.toNanos() / 1e3 / rows;
    }

    double peakHeapMegabytes() {
        return peakHeapBytes / 1e6;
    }
}
