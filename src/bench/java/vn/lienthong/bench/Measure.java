package vn.lienthong.bench;

import java.time.Duration;

/** What one contender did in one round; {@code cpu} and {@code peakHeapBytes} are this process's, not the database's. */
record Measure(long rows, Duration took, Duration cpu, long peakHeapBytes) {
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
