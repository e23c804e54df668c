package vn.lienthong.route;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.sync.RunFailure;

/**
 * Counts what routes do, minute by minute, until it is written down. For every thread; one call costs well under a microsecond, and
 * nothing is counted twice or lost between two takings.
 */
final class RouteMeter {
    /** The whole of a route, where a step's name would stand. */
    static final String WHOLE = "";

    private final Clock clock;
    private final TurnTraces traces;
    private final Map<Key, Count> minutes = new ConcurrentHashMap<>();
    private final Map<FailureKey, Failed> failures = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final Map<FigureStore.Part, Count> totals = new ConcurrentHashMap<>();

    RouteMeter(Clock clock) {
        this(clock, TurnTraces.NONE);
    }

    /** @param traces hears of each turn as it ends */
    RouteMeter(Clock clock, TurnTraces traces) {
        this.clock = clock;
        this.traces = traces;
    }

    /** Who hears of single turns. */
    TurnTraces traces() {
        return traces;
    }

    /** @param minute since 1970 */
    record Key(String route, String step, long minute) {
        Instant since() {
            return Instant.ofEpochSecond(minute * 60);
        }
    }

    record FailureKey(String route, String step, String code, String connector) {}

    /** Failures of one kind. */
    record Failed(long count, Instant first, Instant last, RunFailure failure) {
        Failed again(Failed later) {
            return new Failed(
                    count + later.count,
                    first.isBefore(later.first) ? first : later.first,
                    last.isAfter(later.last) ? last : later.last,
                    later.failure);
        }
    }

    /** An exchange begins on a route. */
    void enter(String route) {
        inFlight.computeIfAbsent(route, name -> new AtomicInteger()).incrementAndGet();
    }

    /** It is over. */
    void leave(String route) {
        inFlight(route, -1);
    }

    /** How many exchanges are on a route of this node now. */
    int inFlight(String route) {
        return inFlight(route, 0);
    }

    private int inFlight(String route, int change) {
        AtomicInteger there = inFlight.get(route);
        return there == null ? 0 : there.addAndGet(change);
    }

    /** A step, or the {@link #WHOLE} route, did its work once. */
    void did(String route, String step, long nanos, boolean failed, long moved) {
        Key key = new Key(route, step, clock.millis() / 60_000);
        int most = step.equals(WHOLE) ? inFlight(route) : 0;
        // within compute, so that a minute is not taken away between being found and being counted in
        minutes.compute(key, (same, there) -> {
            Count minute = there == null ? new Count() : there;
            minute.add(nanos / 1_000, failed, moved, most);
            return minute;
        });
        total(route, step).add(nanos / 1_000, failed, moved, most);
    }

    /** Something moved beside the turns. */
    void moved(String route, long moved) {
        minutes.compute(new Key(route, WHOLE, clock.millis() / 60_000), (same, there) -> {
            Count minute = there == null ? new Count() : there;
            minute.add(moved);
            return minute;
        });
        total(route, WHOLE).add(moved);
    }

    private Count total(String route, String step) {
        return totals.computeIfAbsent(new FigureStore.Part(route, step), first -> new Count());
    }

    /** What a step, or the {@link #WHOLE} route, did on this node since it started, whatever was written down meanwhile. */
    Tally total(FigureStore.Part part) {
        Count there = totals.get(part);
        return there == null ? Tally.NONE : there.tally(null);
    }

    /** Why a step failed. */
    void failed(String route, String step, RunFailure why) {
        String connector = why.connector() == null ? "" : why.connector();
        Instant now = clock.instant();
        failures.merge(new FailureKey(route, step, why.code(), connector), new Failed(1, now, now, why), Failed::again);
    }

    /** What was counted and not written down yet. */
    void each(BiConsumer<Key, Tally> use) {
        minutes.forEach((key, minute) -> use.accept(key, minute.tally(key.since())));
    }

    /** The same for failures. */
    void eachFailure(BiConsumer<FailureKey, Failed> use) {
        failures.forEach(use);
    }

    /** Takes what was counted away, to be written down. */
    Taken take() {
        Taken taken = new Taken(new HashMap<>(), new HashMap<>());
        for (Key key : minutes.keySet()) {
            Count minute = minutes.remove(key);
            if (minute != null) {
                taken.tallies().put(key, minute.tally(key.since()));
            }
        }
        for (FailureKey key : failures.keySet()) {
            Failed failed = failures.remove(key);
            if (failed != null) {
                taken.failures().put(key, failed);
            }
        }
        return taken;
    }

    /** What could not be written down stays counted. */
    void giveBack(Taken taken) {
        taken.tallies()
                .forEach((key, tally) -> minutes.compute(key, (same, there) -> {
                    Count minute = there == null ? new Count() : there;
                    minute.add(tally);
                    return minute;
                }));
        taken.failures()
                .forEach((key, failed) -> failures.merge(key, failed, (later, earlier) -> earlier.again(later)));
    }

    record Taken(Map<Key, Tally> tallies, Map<FailureKey, Failed> failures) {}

    /** What a step did; read by others while it is counted in. */
    private static final class Count {
        private final long[] times = new long[Times.PLACES];
        private long count;
        private long failed;
        private long moved;
        private long micros;
        private int most;

        synchronized void add(long took, boolean inVain, long rows, int inFlight) {
            count++;
            failed += inVain ? 1 : 0;
            moved += rows;
            micros += took;
            most = Math.max(most, inFlight);
            times[Times.place(took)]++;
        }

        synchronized void add(long rows) {
            moved += rows;
        }

        synchronized void add(Tally other) {
            count += other.count();
            failed += other.failed();
            moved += other.moved();
            micros += other.micros();
            most = Math.max(most, other.mostInFlight());
            for (int place = 0; place < other.times().size(); place++) {
                times[place] += other.times().get(place);
            }
        }

        /** Its times without the empty places at the end. */
        synchronized Tally tally(@Nullable Instant since) {
            int used = times.length;
            while (used > 0 && times[used - 1] == 0) {
                used--;
            }
            return new Tally(
                    count,
                    failed,
                    moved,
                    micros,
                    most,
                    since,
                    Arrays.stream(times, 0, used).boxed().toList());
        }
    }
}
