package vn.lienthong.service;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Lets a program show its secret in its envelopes so often in a minute, and no more: each of them is written down before it is known
 * whether it is answered. One that asks more often fetches a token. Counted in this node's memory alone (decision 24), by programs
 * whose secret was right, so that nobody is kept out by others. Used on many threads.
 */
@Component
class EnvelopeMeasure {
    static final int A_MINUTE = 3_000;

    /** How long the journal hears nothing more of a program whose envelopes come twice. */
    static final Duration TOLD_ONCE = Duration.ofMinutes(15);

    private static final int MOST_CALLERS = 10_000;

    private final Journal journal;
    private final TimeMeter time;
    private final Cache<String, Allowance> callers = CacheBuilder.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(TOLD_ONCE)
            .build();

    EnvelopeMeasure(Journal journal, TimeMeter time) {
        this.journal = journal;
        this.time = time;
    }

    private record Allowance(Bucket any, Bucket untold) {}

    /**
     * Counts an envelope.
     *
     * @throws HubException DENIED, saying in how many seconds the next one may come
     */
    void take(ServiceCaller sender) {
        ConsumptionProbe one = allowance(sender).any().tryConsumeAndReturnRemaining(1);
        if (!one.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(one.getNanosToWaitForRefill()) + 1;
            throw new HubException(ServiceError.LIMIT_REACHED, Map.of("seconds", seconds));
        }
    }

    /** Tells the sender's agency that an envelope came again, once in a while: somebody else may have it. */
    void cameAgain(ServiceCaller sender) {
        if (allowance(sender).untold().tryConsume(1)) {
            journal.record(
                    List.of(Doorkeeper.refusal(sender, Refused.of(401, ServiceError.SENDER_UNPROVEN, Map.of()))));
        }
    }

    private Allowance allowance(ServiceCaller sender) {
        return callers.asMap()
                .computeIfAbsent(
                        sender.name(),
                        name -> new Allowance(bucket(A_MINUTE, Duration.ofMinutes(1)), bucket(1, TOLD_ONCE)));
    }

    private Bucket bucket(int most, Duration within) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                .withCustomTimePrecision(time)
                .build();
    }
}
