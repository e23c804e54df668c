package vn.lienthong.route;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.lienthong.kernel.JobName;

/** Rows read in each of the last sixty minutes, by job. In memory: it says how a route does now, not what it did. */
final class Throughput {
    private static final int MINUTES = 60;

    private final Clock clock;
    private final Map<JobName, Buckets> jobs = new ConcurrentHashMap<>();

    Throughput(Clock clock) {
        this.clock = clock;
    }

    /** A run has read so many rows so far. */
    void told(JobName job, long run, long rows) {
        jobs.computeIfAbsent(job, name -> new Buckets()).add(minute(), run, rows);
    }

    /** Rows by minute, oldest first. */
    List<Long> rowsPerMinute(JobName job) {
        Buckets buckets = jobs.get(job);
        return buckets == null ? Collections.nCopies(MINUTES, 0L) : buckets.list(minute());
    }

    private long minute() {
        return clock.millis() / 60_000;
    }

    /** The minutes of one job. */
    private static final class Buckets {
        private final long[] rows = new long[MINUTES];
        private final long[] minutes = new long[MINUTES];
        private long run;
        private long known;

        synchronized void add(long minute, long ofRun, long soFar) {
            long fresh = ofRun == run ? soFar - known : 0;
            run = ofRun;
            known = soFar;
            int place = (int) (minute % MINUTES);
            if (minutes[place] != minute) {
                minutes[place] = minute;
                rows[place] = 0;
            }
            rows[place] += Math.max(0, fresh);
        }

        synchronized List<Long> list(long now) {
            List<Long> list = new ArrayList<>(MINUTES);
            for (long minute = now - MINUTES + 1; minute <= now; minute++) {
                int place = (int) (minute % MINUTES);
                list.add(minutes[place] == minute ? rows[place] : 0L);
            }
            return list;
        }
    }
}
