package vn.lienthong.agency;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Lets each caller through so often in a minute, and no more: a minute's calls at once, then evenly as they grow again. A token is a
 * caller of its own, so that a program that runs wild does not lock out the person whose it is; all sessions of a person are one.
 * Counted in this node's memory alone (decision record 0024). Used on many threads.
 */
@Component
class CallLimits {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** How long the journal hears nothing more of a caller who was refused. */
    static final Duration TOLD_ONCE = Duration.ofMinutes(15);

    /** Those who called longest ago are forgotten beyond that, and so is whoever has not called for {@link #TOLD_ONCE}. */
    static final int MOST_CALLERS = 10_000;

    /** How many costly calls of one caller go on at once. */
    static final int AT_ONCE = 6;

    /** The same, of one person with all his tokens: however many those are, the others find places free. */
    static final int OF_ONE_PERSON = 10;

    /** The same, of all callers together: the rest of the threads and connections is for everything else. */
    static final int ALL_AT_ONCE = 15;

    private static final long PLACES_AGAIN = 5;
    private static final Logger LOG = LoggerFactory.getLogger(CallLimits.class);
    private static final String ACT = "calls.refused";

    private final CallSettings settings;
    private final TimeMeter time;
    private final Journal journal;
    private final People people;
    private final Counter refused;
    private final Counter refusedCostly;
    private final Kind places = new Kind();
    private final Kind lasting = new Kind();
    private final Cache<String, Allowance> callers = CacheBuilder.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(TOLD_ONCE)
            .build();

    CallLimits(CallSettings settings, TimeMeter time, Journal journal, People people, MeterRegistry meters) {
        this.settings = settings;
        this.time = time;
        this.journal = journal;
        this.people = people;
        this.refused = counter("any", meters);
        this.refusedCostly = counter("costly", meters);
    }

    private static Counter counter(String kind, MeterRegistry meters) {
        return Counter.builder("lienthong.calls.refused")
                .description("Calls that were refused because their caller called too often")
                .tag("kind", kind)
                .register(meters);
    }

    /**
     * Counts a call.
     *
     * @param who calls; strangers are not counted here
     * @throws HubException TOO_OFTEN, saying in how many seconds to call again
     */
    void take(@Nullable Authentication who) {
        if (known(who)) {
            take(who, allowance(who).any, refused, AgencyError.CALLS_TOO_MANY, settings.all());
        }
    }

    /**
     * Counts what the caller is about to let the hub work hard for, and gives it a place; the call itself is counted already.
     *
     * @param lasts whether it may last for hours; then it takes no place of what is over soon
     * @return what gives the place back when it has ended
     * @throws HubException TOO_OFTEN
     */
    Runnable takeCostly(@Nullable Authentication who, boolean lasts) {
        if (!known(who)) {
            return () -> {};
        }
        take(who, allowance(who).costly, refusedCostly, AgencyError.CALLS_TOO_COSTLY, settings.costly());
        String caller = caller(who);
        String person = who.getName();
        Kind free = lasts ? lasting : places;
        if (!free.take(caller, person)) {
            refusedCostly.increment();
            throw new HubException(
                    AgencyError.CALLS_UNDER_WAY, Map.of("most", AT_ONCE, "all", ALL_AT_ONCE, "seconds", PLACES_AGAIN));
        }
        return () -> free.leave(caller, person);
    }

    /** The places for one kind of costly calls. */
    private static final class Kind {
        private final Places ofCallers = new Places(ALL_AT_ONCE, AT_ONCE);
        private final Places ofPeople = new Places(ALL_AT_ONCE, OF_ONE_PERSON);

        boolean take(String caller, String person) {
            if (!ofPeople.take(person)) {
                return false;
            }
            if (ofCallers.take(caller)) {
                return true;
            }
            ofPeople.leave(person);
            return false;
        }

        void leave(String caller, String person) {
            ofCallers.leave(caller);
            ofPeople.leave(person);
        }
    }

    private static boolean known(@Nullable Authentication who) {
        return who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken);
    }

    private Allowance allowance(Authentication who) {
        return callers.asMap().computeIfAbsent(caller(who), key -> new Allowance(settings, time));
    }

    private void take(Authentication who, Bucket left, Counter counter, AgencyError why, int most) {
        ConsumptionProbe call = left.tryConsumeAndReturnRemaining(1);
        if (!call.isConsumed()) {
            counter.increment();
            if (allowance(who).untold.tryConsume(1)) {
                tell(who, why, most);
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(call.getNanosToWaitForRefill()) + 1;
            throw new HubException(why, Map.of("most", most, "seconds", seconds));
        }
    }

    private void tell(Authentication who, AgencyError why, int most) {
        LOG.warn("{} called more than {} times in a minute ({}) and is refused for a while", caller(who), most, why);
        AgencyCode[] agency =
                people.find(who.getName()).map(People.Person::agency).stream().toArray(AgencyCode[]::new);
        journal.record(new Journal.Entry(
                        who.getName(),
                        ACT,
                        "hub",
                        "refused",
                        null,
                        Map.of("code", why.code(), "caller", caller(who), "per-minute", String.valueOf(most)))
                .withAgency(agency));
    }

    private static String caller(Authentication who) {
        return who.getCredentials() instanceof Long token ? "token/" + token : "person/" + who.getName();
    }

    /** How many callers it remembers. */
    long remembered() {
        callers.cleanUp();
        return callers.size();
    }

    /** What one caller has left. */
    private static final class Allowance {
        private final Bucket any;
        private final Bucket costly;
        private final Bucket untold;

        Allowance(CallSettings settings, TimeMeter time) {
            this.any = bucket(settings.all(), MINUTE, time);
            this.costly = bucket(settings.costly(), MINUTE, time);
            this.untold = bucket(1, TOLD_ONCE, time);
        }

        private static Bucket bucket(int most, Duration within, TimeMeter time) {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                    .withCustomTimePrecision(time)
                    .build();
        }
    }
}
