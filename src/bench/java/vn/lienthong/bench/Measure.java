package vn.lienthong.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

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
        try (HeapPeak heap = new HeapPeak()) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            move.run();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            long used = cpuNanos() - cpu;
            long peak = heap.bytes();
            verify.run();
            return new Measure(rows, took, Duration.ofNanos(used), peak);
        }
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
