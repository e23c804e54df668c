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
 * whose secret was right, so that nobody is kept out by others. Envelopes that come again are counted by themselves: whoever recorded
 * one cannot use up what its program may send. Used on many threads.
 */
@Component
class EnvelopeMeasure {
    static final int A_MINUTE = 3_000;

    /** How long the journal hears nothing more of a program whose envelopes come twice. */
    static final Duration TOLD_ONCE = Duration.ofMinutes(15);

    /** Envelopes that come again, however many there are of them: theirs is no part of what the program itself may send. */
    static final int AGAIN_A_MINUTE = 60;

    private static final int MOST_CALLERS = 10_000;

    /** As many as a few busy programs send while one counts; who is forgotten here is still known by the database. */
    private static final int MOST_SEEN = 100_000;

    private final Journal journal;
    private final TimeMeter time;
    private final Cache<String, Allowance> callers = CacheBuilder.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(TOLD_ONCE)
            .build();

    private final Cache<String, Boolean> seen = CacheBuilder.newBuilder()
            .maximumSize(MOST_SEEN)
            .expireAfterWrite(EnvelopeToken.FRESH.multipliedBy(2))
            .build();

    EnvelopeMeasure(Journal journal, TimeMeter time) {
        this.journal = journal;
        this.time = time;
    }

    private record Allowance(Bucket any, Bucket again, Bucket untold) {}

    /**
     * Counts an envelope.
     *
     * @throws HubException DENIED, saying in how many seconds the next one may come
     */
    void take(ServiceCaller sender) {
        taken(allowance(sender).any());
    }

    private static void taken(Bucket measure) {
        ConsumptionProbe one = measure.tryConsumeAndReturnRemaining(1);
        if (!one.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(one.getNanosToWaitForRefill()) + 1;
            throw new HubException(ServiceError.LIMIT_REACHED, Map.of("seconds", seconds));
        }
    }

    /** Whether this node has seen an envelope before; it asks no database. */
    boolean knows(ServiceCaller sender, String envelope) {
        return seen.getIfPresent(sender.name() + ' ' + envelope) != null;
    }

    /** Remembers an envelope for as long as its time counts. */
    void seen(ServiceCaller sender, String envelope) {
        seen.put(sender.name() + ' ' + envelope, true);
    }

    /** What was taken for an envelope that turned out to have come before is the program's again. */
    void giveBack(ServiceCaller sender) {
        allowance(sender).any().addTokens(1);
    }

    /**
     * Counts an envelope that came again, and tells the sender's agency once in a while: somebody else may have it.
     *
     * @throws HubException DENIED, where more of them come than are looked at
     */
    void cameAgain(ServiceCaller sender) {
        taken(allowance(sender).again());
        if (allowance(sender).untold().tryConsume(1)) {
            journal.record(
                    List.of(Doorkeeper.refusal(sender, Refused.of(401, ServiceError.SENDER_UNPROVEN, Map.of()))));
        }
    }

    private Allowance allowance(ServiceCaller sender) {
        return callers.asMap()
                .computeIfAbsent(
                        sender.name(),
                        name -> new Allowance(
                                bucket(A_MINUTE, Duration.ofMinutes(1)),
                                bucket(AGAIN_A_MINUTE, Duration.ofMinutes(1)),
                                bucket(1, TOLD_ONCE)));
    }

    private Bucket bucket(int most, Duration within) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                .withCustomTimePrecision(time)
                .build();
    }
}
