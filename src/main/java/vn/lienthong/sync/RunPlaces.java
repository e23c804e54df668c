package vn.lienthong.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.JobName;

/**
 * Which runs may begin on this node, so that a slow or dead system takes no places of the others. A run that hardly moves waits for the
 * system that it deals with most of the time: it gives its place to another, and further runs that deal with the same system wait once
 * it has several of them. Of a system that did not answer last time one run at a time tries. Runs that follow their sources take no
 * places. Thread-safe.
 */
final class RunPlaces {
    /** Runs at once that move; each holds two connections and a few batches. */
    static final int PLACES = 6;

    /** Runs at once that wait, beside those. */
    static final int WAITING = 6;

    /** So many of one system wait before no other is begun. */
    static final int WAITING_OF_ONE = 3;

    /** A run that reads fewer than this, over the last seconds, waits. */
    static final int ROWS_A_SECOND = 50;

    static final Duration LOOKED_AT = Duration.ofSeconds(8);

    private final Clock clock;
    private final Map<Long, Place> taken = new HashMap<>();
    private final Set<ConnectorName> away = new HashSet<>();

    RunPlaces(Clock clock) {
        this.clock = clock;
    }

    private static final class Place {
        private final SyncJob job;
        private final Set<ConnectorName> systems;
        private final Map<SteppedRun.At, Integer> seen = new EnumMap<>(SteppedRun.At.class);
        private Instant since;
        private long rows;
        private boolean waits;
        private Set<ConnectorName> waitsFor = Set.of();

        Place(SyncJob job, Instant since) {
            this.job = job;
            this.systems = systems(job);
            this.since = since;
        }

        private void judge(long now, long fewest) {
            waits = now - rows < fewest;
            rows = now;
            int half = seen.values().stream().mapToInt(Integer::intValue).sum() / 2;
            waitsFor = !waits
                    ? Set.of()
                    : seen.entrySet().stream()
                            .filter(each -> each.getValue() > half)
                            .flatMap(each -> with(each.getKey()))
                            .collect(Collectors.toSet());
            seen.clear();
        }

        private Stream<ConnectorName> with(SteppedRun.At at) {
            return switch (at) {
                case NOBODY -> Stream.of();
                case SOURCE -> Stream.of(job.from().dataset().connector());
                case ASKED ->
                    job.rules().lookUps().stream().map(rule -> rule.ask().connector());
                case TARGET -> Stream.of(job.to().dataset().connector());
            };
        }
    }

    private static Set<ConnectorName> systems(SyncJob job) {
        return job.datasets().map(DatasetName::connector).collect(Collectors.toSet());
    }

    /** A run begins. */
    synchronized void begins(long run, SyncJob job) {
        if (!job.follows()) {
            taken.put(run, new Place(job, clock.instant()));
        }
    }

    /**
     * How a run gets on; told every second or so.
     *
     * @param rows how many it has read so far
     * @param at whom it deals with now
     */
    synchronized void moved(long run, long rows, SteppedRun.At at) {
        Place place = taken.get(run);
        if (place == null) {
            return;
        }
        place.seen.merge(at, 1, Integer::sum);
        Instant now = clock.instant();
        if (!now.isBefore(place.since.plus(LOOKED_AT))) {
            place.judge(rows, Duration.between(place.since, now).toSeconds() * ROWS_A_SECOND);
            if (!place.waits) {
                away.removeAll(place.systems);
            }
            place.since = now;
        }
    }

    /**
     * A run ended, or pauses.
     *
     * @param failure why it did not end well; null where it did, or where nobody can say
     */
    synchronized void ended(long run, @Nullable RunFailure failure) {
        Place place = taken.remove(run);
        if (place == null) {
            return;
        }
        if (failure == null) {
            away.removeAll(place.systems);
        } else if (failure.kind() == ErrorKind.UNAVAILABLE && failure.connector() != null) {
            place.systems.stream()
                    .filter(system -> system.value().equals(failure.connector()))
                    .forEach(away::add);
        } else if (failure.kind() != ErrorKind.UNAVAILABLE) {
            away.removeAll(place.systems); // they answered, whatever was wrong with it
        }
    }

    /** Whether another run may begin. */
    synchronized boolean free() {
        long waiting = taken.values().stream().filter(place -> place.waits).count();
        return taken.size() - Math.min(waiting, WAITING) < PLACES;
    }

    /** The jobs whose runs may not begin now, for the sake of others. */
    synchronized Set<JobName> held(Collection<SyncJob> jobs) {
        Map<ConnectorName, Integer> waiting = new HashMap<>();
        taken.values().forEach(place -> place.waitsFor.forEach(system -> waiting.merge(system, 1, Integer::sum)));
        Set<ConnectorName> full = new HashSet<>();
        taken.values().stream()
                .flatMap(place -> place.systems.stream())
                .filter(system -> away.contains(system) || waiting.getOrDefault(system, 0) >= WAITING_OF_ONE)
                .forEach(full::add);
        return full.isEmpty()
                ? Set.of()
                : jobs.stream()
                        .filter(job -> !job.follows() && systems(job).stream().anyMatch(full::contains))
                        .map(SyncJob::name)
                        .collect(Collectors.toSet());
    }
}
