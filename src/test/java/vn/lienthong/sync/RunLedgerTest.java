package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Counts;

/** A run is lent to one attempt at a time, whatever becomes of leases on a busy machine. */
class RunLedgerTest {
    private final Ground ground = new Ground();
    private final SyncJob job = ground.job("snapshot", "write: upsert, key: [pupil_id]", "");
    private final RunLedger ledger = ground.ledger;
    private final long run = ground.plan(job);

    @Test
    void aNodeThatWasSlowDoesNotTakeItsOwnRunOnceMore() {
        ledger.claim("slow", run).orElseThrow();
        ground.expireLeases();

        assertThat(ledger.claim("slow", Set.of(run))).isEmpty();
        assertThat(ledger.claim("slow", Set.of(run), List.of(job.name()))).isEmpty();
        assertThat(ledger.claim("another", Set.of())).isPresent();
    }

    @Test
    void anEarlierAttemptKeepsAndEndsNothingThatALaterOneHasOnTheSameNodeToo() {
        RunLedger.Claim early = ledger.claim("node", run).orElseThrow();
        ground.expireLeases();
        RunLedger.Claim late = ledger.claim("node", run).orElseThrow();

        assertThat(ledger.heartbeat(early, Counts.NONE, null)).isEmpty();
        assertThat(ledger.end(early, RunLedger.RunOutcome.of(false, null, Counts.NONE, List.of())))
                .isFalse();
        ledger.release(early);
        assertThat(ground.runs.get(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(ledger.claim("another", Set.of())).as("it is lent").isEmpty();
        assertThat(ledger.heartbeat(late, Counts.NONE, null)).hasValue(false);
    }
}
