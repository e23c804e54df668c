package vn.lienthong.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What routes did, from what is written down and what was counted since. Each minute what was counted is written down, so that whoever
 * pulls the plug takes a minute along at most; each hour minutes become hours and hours days.
 */
@Component
class RouteFigures implements SmartLifecycle {
    static final int PIECES = 60;
    static final Duration LATELY = Duration.ofMinutes(15);

    private static final int MOST_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RouteFigures.class);
    private static final Duration MINUTES_KEPT = Duration.ofHours(48);
    private static final Duration HOURS_KEPT = Duration.ofDays(14);

    /** What is written down changes by the minute; who looks more often gets what was read before, and what was counted since. */
    private static final Duration READ_AGAIN = Duration.ofSeconds(30);

    private final RouteMeter meter;
    private final FigureStore store;
    private final FailureStore failures;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<Duration, Written> read = new HashMap<>();
    private volatile boolean running;

    RouteFigures(
            RouteMeter meter,
            FigureStore store,
            FailureStore failures,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.meter = meter;
        this.store = store;
        this.failures = failures;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(MOST_SECONDS);
        this.clock = clock;
    }

    private record Written(Instant at, Map<FigureStore.Part, Tally> tallies, Map<String, long[]> moved) {}

    /** Writes down what was counted; what cannot be written stays counted. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    synchronized void writeDown() {
        RouteMeter.Taken taken = meter.take();
        if (taken.tallies().isEmpty() && taken.failures().isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> {
                store.add(taken.tallies());
                failures.add(taken.failures());
            });
        } catch (RuntimeException failed) {
            meter.giveBack(taken);
            LOG.warn("Figures of routes cannot be written down for now: {}", failed.getMessage());
        }
        read.clear();
    }

    /** Each in one statement: two nodes that thin at once do not take the same rows. */
    @Scheduled(initialDelay = 7, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void thin() {
        Instant now = clock.instant();
        try {
            store.thin(FigureStore.MINUTE, FigureStore.HOUR, now.minus(MINUTES_KEPT));
            store.thin(FigureStore.HOUR, FigureStore.DAY, now.minus(HOURS_KEPT));
        } catch (RuntimeException failed) {
            LOG.warn("Figures of routes cannot be thinned for now: {}", failed.getMessage());
        }
    }

    /** What all routes did lately. */
    synchronized Map<String, Figures> all(Duration span) {
        Instant start = start(span);
        Written written = written(span, start);
        Map<FigureStore.Part, Tally> tallies = new HashMap<>(written.tallies());
        Map<String, long[]> moved = new HashMap<>();
        written.moved().forEach((route, line) -> moved.put(route, line.clone()));
        addUnwritten(tallies, moved, span, start, null);
        Map<String, Tally> lately = span.equals(LATELY) ? Map.of() : lately();
        return tallies.entrySet().stream()
                .filter(entry -> entry.getKey().step().equals(RouteMeter.WHOLE))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().route(),
                        entry -> figures(
                                entry.getValue(),
                                lately.get(entry.getKey().route()),
                                moved.get(entry.getKey().route()))));
    }

    /** What all routes did in the last quarter of an hour. */
    synchronized Map<String, Tally> lately() {
        Instant start = start(LATELY);
        Map<FigureStore.Part, Tally> tallies =
                new HashMap<>(written(LATELY, start).tallies());
        addUnwritten(tallies, new HashMap<>(), LATELY, start, null);
        return tallies.entrySet().stream()
                .filter(entry -> entry.getKey().step().equals(RouteMeter.WHOLE))
                .collect(Collectors.toMap(entry -> entry.getKey().route(), Map.Entry::getValue));
    }

    /** What the steps of one route did, by step. */
    synchronized Map<String, Tally> steps(String route, Duration span) {
        Instant start = start(span);
        Map<FigureStore.Part, Tally> tallies = new HashMap<>(store.since(start, route));
        addUnwritten(tallies, new HashMap<>(), span, start, route);
        return tallies.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().step(), Map.Entry::getValue));
    }

    /** Why steps of a route failed. */
    synchronized Map<RouteMeter.FailureKey, RouteMeter.Failed> failures(String route, Duration span) {
        Map<RouteMeter.FailureKey, RouteMeter.Failed> found = new HashMap<>(failures.since(route, start(span)));
        meter.eachFailure((key, failed) -> {
            if (key.route().equals(route)) {
                found.merge(key, failed, RouteMeter.Failed::again);
            }
        });
        return found;
    }

    private Instant start(Duration span) {
        return clock.instant().minus(span);
    }

    private Written written(Duration span, Instant start) {
        Written known = read.get(span);
        if (known == null || known.at().plus(READ_AGAIN).isBefore(clock.instant())) {
            known = new Written(
                    clock.instant(), store.since(start, null), store.moved(start, piece(span), PIECES, null));
            read.put(span, known);
        }
        return known;
    }

    private void addUnwritten(
            Map<FigureStore.Part, Tally> tallies,
            Map<String, long[]> moved,
            Duration span,
            Instant start,
            @Nullable String route) {
        meter.each((key, tally) -> {
            if ((route == null || route.equals(key.route())) && !key.since().isBefore(start)) {
                tallies.merge(new FigureStore.Part(key.route(), key.step()), tally, Tally::plus);
                long[] line = moved.computeIfAbsent(key.route(), name -> new long[PIECES]);
                long place = Duration.between(start, key.since()).dividedBy(piece(span));
                line[(int) Math.min(PIECES - 1, place)] += tally.moved();
            }
        });
    }

    private static Duration piece(Duration span) {
        return span.dividedBy(PIECES);
    }

    private static Figures figures(Tally tally, @Nullable Tally lately, long @Nullable [] moved) {
        double perSecond = lately == null ? 0 : (double) lately.moved() / LATELY.toSeconds();
        List<Long> traffic = new ArrayList<>();
        Arrays.stream(Objects.requireNonNullElseGet(moved, () -> new long[PIECES]))
                .forEach(traffic::add);
        return Figures.of(tally, perSecond, traffic);
    }

    @Override
    public void start() {
        running = true;
    }

    /** A hub that is put to rest in order loses nothing. */
    @Override
    public void stop() {
        running = false;
        writeDown();
    }

    /** After whatever is counted here: the web server, routes and runs. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
