package vn.lienthong.route.failed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.lienthong.sync.RunFailure;
import vn.lienthong.vault.KeepsSealed;
import vn.lienthong.vault.SealedColumn;
import vn.lienthong.vault.Vault;

/**
 * Where routes write down what failed on them. It is durable before the exchange is over; a route of which too many wait costs nothing
 * but a count until some of them are settled. For every thread.
 */
@Component
public class FailedBook implements KeepsSealed {
    /** What the content of an exchange is sealed for. */
    static final String CONTENT = "route/failed";

    private static final Logger LOG = LoggerFactory.getLogger(FailedBook.class);

    /** So long a route that has too many is not asked about again. */
    private static final Duration FULL = Duration.ofSeconds(10);

    private final FailedStore store;
    private final BeyondStore counted;
    private final BegunTurns begun;
    private final FailedKeys keys;
    private final Vault vault;
    private final Clock clock;
    private final Map<String, Instant> full = new ConcurrentHashMap<>();
    private final Map<Beyond, Count> beyond = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    FailedBook(FailedStore store, BeyondStore counted, BegunTurns begun, FailedKeys keys, Vault vault, Clock clock) {
        this.store = store;
        this.counted = counted;
        this.begun = begun;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    private record Beyond(String route, String agency, String code) {}

    private record Count(long count, Instant first, Instant last) {
        Count and(Count later) {
            return new Count(count + later.count, first, later.last);
        }
    }

    /** Keeps what failed. It throws nothing: what failed has failed already, and where it cannot be kept the log and a count say so. */
    public void failed(Failed failed) {
        keep(failed);
        quietly(failed.route(), () -> begun.ends(failed.route()));
    }

    /** Keeps that a node died in a turn. Another turn of the route may be going on here, and goes on. */
    public void died(Failed failed) {
        keep(failed);
    }

    private void keep(Failed failed) {
        RunFailure why = RunFailure.of(failed.why());
        Instant now = clock.instant();
        try {
            Instant until = full.get(failed.route());
            if ((until == null || now.isAfter(until)) && kept(failed, why, now)) {
                full.remove(failed.route());
                return;
            }
            full.putIfAbsent(failed.route(), now.plus(FULL));
            full.computeIfPresent(failed.route(), (route, at) -> now.isAfter(at) ? now.plus(FULL) : at);
        } catch (RuntimeException unkept) {
            LOG.error(
                    "A failed message of route {} could not be kept: {}",
                    failed.route(),
                    unkept.getClass().getSimpleName());
        }
        beyond.merge(
                new Beyond(failed.route(), failed.agency().value(), why.code()), new Count(1, now, now), Count::and);
    }

    private boolean kept(Failed failed, RunFailure why, Instant now) {
        long[] marks = keys.marks(failed.keys());
        byte[] content = failed.content();
        String asker = failed.asker();
        String fold = asker != null
                ? fold(asker, failed.keys())
                : content == null && !failed.unknown() ? failed.step() + "/" + why.code() : null;
        boolean kept = store.add(failed, why, marks, content == null ? null : vault.seal(content, CONTENT), fold, now);
        if (kept) {
            waiting.add(failed.route());
        }
        return kept;
    }

    /** The same question of the same program. */
    private String fold(String asker, List<String> asked) {
        return asker + "/" + Long.toHexString(keys.mark(String.join("\u001f", asked)));
    }

    /** A turn of a route went through. */
    public void wentThrough(String route) {
        if (waiting.contains(route)) {
            quietly(route, () -> store.wentThrough(route, clock.instant()));
        }
        quietly(route, () -> begun.ends(route));
    }

    /** A call was answered: where the same one was not before, that is settled. */
    public void answered(String route, String asker, List<String> asked) {
        if (waiting.contains(route)) {
            quietly(route, () -> store.answered(route, fold(asker, asked), clock.instant()));
        }
    }

    private static void quietly(String route, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "What failed on route {} before could not be settled: {}",
                    route,
                    failed.getClass().getSimpleName());
        }
    }

    /** Learns of what other nodes kept, and writes down what was only counted. */
    @Scheduled(initialDelay = 1000, fixedDelay = 5000)
    void look() {
        try {
            Set<String> known = Set.copyOf(waiting); // what comes meanwhile stays
            List<String> now = store.waiting();
            waiting.addAll(now);
            known.stream().filter(route -> !now.contains(route)).forEach(waiting::remove);
            for (Beyond key : List.copyOf(beyond.keySet())) {
                Count count = beyond.remove(key);
                if (count != null) {
                    write(key, count);
                }
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Failed messages cannot be looked at for now: {}",
                    failed.getClass().getSimpleName());
        }
    }

    private void write(Beyond key, Count count) {
        try {
            counted.add(key.route(), key.agency(), key.code(), count.count(), count.first(), count.last());
        } catch (RuntimeException failed) {
            beyond.merge(key, count, (later, earlier) -> earlier.and(later));
            throw failed;
        }
    }

    /** What a content is, opened. */
    byte[] open(byte[] sealed) {
        return vault.open(sealed, CONTENT);
    }

    byte[] seal(byte[] content) {
        return vault.seal(content, CONTENT);
    }

    /** The mark of a key that somebody typed; null of none. */
    @Nullable
    Long mark(@Nullable String key) {
        return key == null || key.isBlank() ? null : keys.mark(key);
    }

    @Override
    public List<SealedColumn> sealed() {
        return List.of(new SealedColumn("route_failed", "content", CONTENT));
    }
}
