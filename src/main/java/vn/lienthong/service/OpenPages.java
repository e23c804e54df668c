package vn.lienthong.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorChanged;
import vn.lienthong.connector.ConnectorExamined;
import vn.lienthong.connector.ConnectorRemoved;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LooksUp;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Search;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.mapping.OneOf;
import vn.lienthong.mapping.RowCondition;

/**
 * Reads pages of lists under a wall clock, each in a session of its own. Of one connector two at a time: whoever takes a whole list must
 * not keep the system busy for those who ask about single rows.
 */
@Component
class OpenPages {
    /** How many rows are looked through for those of one page. */
    static final int MOST_LOOKED_AT = 20_000;

    /** A page is full with so many, however few its rows are. */
    private static final long MOST_CHARACTERS = 4 << 20;

    /** What was found by then is a page, before the bell takes it all away. */
    private static final long ENOUGH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connectors connectors;
    private final OpenLookUps lookUps;
    private final Map<ConnectorName, Semaphore> free = new ConcurrentHashMap<>();
    private final Set<DatasetName> keyless = ConcurrentHashMap.newKeySet();

    OpenPages(Connectors connectors, OpenLookUps lookUps) {
        this.connectors = connectors;
        this.lookUps = lookUps;
    }

    /**
     * One page.
     *
     * @param answer the columns that are given
     * @param columns these and whatever else is looked at
     * @param after where it begins; null for the first
     * @param key the columns by which that place was found
     * @param most most rows of it
     * @param where what a row must hold to be there; null for all
     */
    record Wanted(
            DatasetName dataset,
            List<String> answer,
            List<String> columns,
            @Nullable Position after,
            List<String> key,
            int most,
            @Nullable RowCondition where) {
        /** How many rows are looked at: one more than wanted tells whether there is another page. */
        long limit() {
            return where == null ? most + 1L : MOST_LOOKED_AT;
        }

        ReadRequest request() {
            OneOf needed = where == null ? null : where.needed();
            return new ReadRequest(
                    ReadRequest.Kind.REVIEW,
                    columns,
                    null,
                    after,
                    1,
                    1, // a page may end after any row, and a part says where it ends
                    Duration.ZERO,
                    needed == null ? null : new ReadRequest.Only(needed.column(), needed.texts()),
                    limit());
        }
    }

    /** A place among those who read pages of a connector, held until what was read is answered or refused. */
    static final class Place implements AutoCloseable {
        private final Semaphore turns;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Place(Semaphore turns) {
            this.turns = turns;
        }

        /** Leaves it to others; does nothing the second time. */
        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                turns.release();
            }
        }
    }

    /**
     * Takes a place; to be given back, whatever happens.
     *
     * @throws HubException UNAVAILABLE where others have them for longer; CONFIGURATION where the dataset is known to have no key
     */
    Place place(DatasetName dataset) {
        if (keyless.contains(dataset)) {
            throw withoutKey(dataset);
        }
        ConnectorName connector = dataset.connector();
        Semaphore turns = free.computeIfAbsent(connector, name -> new Semaphore(AT_ONCE, true));
        await(turns, connector);
        return new Place(turns);
    }

    /**
     * The rows of a page that are there for whoever asks, and has a place.
     *
     * @param seen whether one is
     * @throws HubException as of the connector; CONFIGURATION where the dataset has no key, UNAVAILABLE where it takes too long
     */
    ListPage read(Wanted wanted, BiPredicate<Batch, Integer> seen) {
        try {
            return twice(wanted.dataset().connector(), () -> once(wanted, seen));
        } catch (HubException failed) {
            if (failed.code() == ServiceError.LIST_WITHOUT_KEY) {
                keyless.add(wanted.dataset()); // else everybody who asks has the whole system described anew
            }
            throw failed;
        }
    }

    /**
     * What a search in a dataset finds, under the same wall clock, for whoever has a place.
     *
     * @throws HubException as of the connector; UNAVAILABLE where it takes too long
     */
    <T> T search(DatasetName name, Function<Search, T> work) {
        return twice(name.connector(), () -> found(name, work));
    }

    private <T> T found(DatasetName name, Function<Search, T> work) {
        Dataset dataset = lookUps.dataset(name);
        // what a search compares may make it long
        return lookUps.inSession(name.connector(), false, session -> {
            if (!(session instanceof LooksUp finds)) {
                throw cannot(name.connector());
            }
            try (Search search = finds.search(dataset)) {
                return work.apply(search);
            }
        });
    }

    private <T> T twice(ConnectorName connector, Supplier<T> work) {
        try {
            return work.get();
        } catch (HubException failed) {
            if (failed.code().kind() != ErrorKind.CONFIGURATION) {
                throw failed;
            }
        }
        lookUps.forget(connector); // its table became another since it was described
        return work.get();
    }

    @EventListener
    void changed(ConnectorChanged changed) {
        anew(changed.connector());
    }

    @EventListener
    void removed(ConnectorRemoved removed) {
        anew(removed.connector());
    }

    /** Whoever has given a table its key examines the connector. */
    @EventListener
    void examined(ConnectorExamined examined) {
        anew(examined.connector());
    }

    private void anew(ConnectorName connector) {
        keyless.removeIf(dataset -> dataset.connector().equals(connector));
    }

    private static void await(Semaphore turn, ConnectorName connector) {
        try {
            if (turn.getQueueLength() < MOST_WAITING && turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new HubException(ServiceError.SYSTEM_BUSY, Map.of("connector", connector));
    }

    private ListPage once(Wanted wanted, BiPredicate<Batch, Integer> seen) {
        Dataset dataset = lookUps.dataset(wanted.dataset());
        if (dataset.key().isEmpty()) {
            throw withoutKey(wanted.dataset());
        }
        if (wanted.after() != null && !dataset.key().equals(wanted.key())) {
            throw ListCursors.unusable();
        }
        return lookUps.inSession(wanted.dataset().connector(), true, session -> read(session, dataset, wanted, seen));
    }

    private ListPage read(Session session, Dataset dataset, Wanted wanted, BiPredicate<Batch, Integer> seen) {
        // what finds single rows takes nothing away when it is read, and is read in the order of its key
        if (!(session instanceof LooksUp) || !(session instanceof Reads reads)) {
            throw cannot(wanted.dataset().connector());
        }
        List<ListPage.Row> rows = new ArrayList<>();
        Position behind = null;
        long characters = 0;
        long lookedAt = 0;
        long began = System.nanoTime();
        int unreadable = 0;
        try (BatchCursor cursor = reads.read(dataset, wanted.request())) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                boolean late = System.nanoTime() - began > ENOUGH_NANOS;
                if (rows.size() >= wanted.most() || characters >= MOST_CHARACTERS || late && behind != null) {
                    return new ListPage(rows, known(behind, wanted), unreadable);
                }
                for (int row = 0; row < part.batch().size(); row++) {
                    if (seen.test(part.batch(), row)) {
                        ListPage.Row one = new ListPage.Row(part.batch(), row);
                        rows.add(one);
                        characters += characters(one, wanted.answer());
                    }
                }
                unreadable += part.unreadable().size();
                lookedAt += part.batch().size() + part.unreadable().size();
                behind = part.position();
            }
        }
        boolean more = lookedAt >= wanted.limit();
        return new ListPage(rows, more ? known(behind, wanted) : null, unreadable);
    }

    private HubException cannot(ConnectorName connector) {
        return new HubException(
                ServiceError.CONNECTOR_CANNOT,
                Map.of("connector", connector, "type", connectors.get(connector).type()));
    }

    private static long characters(ListPage.Row row, List<String> answer) {
        return answer.stream()
                .mapToLong(column -> DataAnswer.characters(row.value(column)))
                .sum();
    }

    private static Position known(@Nullable Position behind, Wanted wanted) {
        if (behind == null) {
            throw withoutKey(wanted.dataset());
        }
        return behind;
    }

    private static HubException withoutKey(DatasetName dataset) {
        return new HubException(ServiceError.LIST_WITHOUT_KEY, Map.of("dataset", dataset));
    }
}
