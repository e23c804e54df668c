package vn.lienthong.sync;

import java.time.Duration;
import java.util.Map;
import vn.lienthong.kernel.Counts;

/** Tells a run's history what its steps do; commits come together, so that a night's run stays readable. */
final class RunEvents {
    private static final long COMMITS_TOGETHER_NANOS = Duration.ofSeconds(15).toNanos();

    private final long run;
    private final RunLedger ledger;
    private long lastTold = System.nanoTime();

    RunEvents(long run, RunLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    void started(int attempt) {
        ledger.event(run, RunEvent.Kind.STARTED, Map.of("attempt", String.valueOf(attempt)));
    }

    void resumed(Counts counts) {
        ledger.event(run, RunEvent.Kind.RESUMED, figures(counts));
    }

    void committed(Counts counts) {
        if (System.nanoTime() - lastTold >= COMMITS_TOGETHER_NANOS) {
            lastTold = System.nanoTime();
            ledger.event(run, RunEvent.Kind.COMMITTED, figures(counts));
        }
    }

    void deleted(long rows) {
        ledger.event(run, RunEvent.Kind.DELETED, Map.of("rows", String.valueOf(rows)));
    }

    static Map<String, String> figures(Counts counts) {
        return Map.of(
                "read", String.valueOf(counts.read()),
                "written", String.valueOf(counts.written()),
                "unchanged", String.valueOf(counts.unchanged()),
                "rejected", String.valueOf(counts.rejected()),
                "skipped", String.valueOf(counts.skipped()),
                "superseded", String.valueOf(counts.superseded()),
                "deleted", String.valueOf(counts.deleted()));
    }
}
