package vn.lienthong.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import vn.lienthong.connector.ConnectorChanged;
import vn.lienthong.connector.ConnectorRemoved;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FreshAnswers;
import vn.lienthong.connector.LookUp;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** Asks systems under a wall clock, by look-ups that are kept open a while; a connector that changed is asked anew. */
class OpenLookUps implements AutoCloseable {
    /** No answer is waited for longer. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private static final int MOST_KEPT_ROWS = 10;

    private final Connectors connectors;
    private final Partners partners;
    private final Operations operations;
    private final Map<ConnectorName, LookUpShelf> shelves = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor bells = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "service-bell");
        thread.setDaemon(true);
        return thread;
    });

    OpenLookUps(Connectors connectors, Partners partners) {
        this.connectors = connectors;
        this.partners = partners;
        this.operations = new Operations(connectors);
        bells.setRemoveOnCancelPolicy(true); // or each call would be kept for as long as an answer may take
    }

    /**
     * One question.
     *
     * @param by the columns whose values are given
     * @param columns the columns wanted
     * @param most most rows
     */
    record Question(DatasetName dataset, List<String> by, List<String> columns, int most) {}

    /** A dataset as it was when the connector was last opened. */
    Dataset dataset(DatasetName name) {
        LookUpShelf shelf = shelf(name.connector());
        Dataset known = shelf.known(name);
        return known == null ? guarded(name.connector(), () -> shelf.dataset(name)) : known;
    }

    /** That all of our own places are taken is no fault of the system. */
    private <T> T guarded(ConnectorName connector, Supplier<T> work) {
        return guarded(connector, true, work);
    }

    private <T> T guarded(ConnectorName connector, boolean slowIsHis, Supplier<T> work) {
        return partners.partner(connector)
                .guarded(
                        work,
                        failed -> Partner.isHis(failed)
                                && failed.code() != ServiceError.SYSTEM_BUSY
                                && (slowIsHis || failed.code() != ServiceError.SYSTEM_SLOW));
    }

    /** The columns that a service asks and answers. */
    Schema schema(DataService service) {
        Operation operation = operations.of(service.dataset());
        return operation == null
                ? dataset(service.dataset()).schema()
                : OperationLookUp.schema(operation, service.ask());
    }

    /**
     * The rows that a service has for these values of what it asks.
     *
     * @param columns the columns wanted
     * @param most most rows
     * @throws HubException as of {@link #find(Question, List)}; as of the partner, in codes of the hub, where one is asked
     */
    Batch find(DataService service, List<String> columns, int most, List<Object> values) {
        Question question = new Question(service.dataset(), service.ask(), columns, most);
        Operation operation = operations.of(service.dataset());
        if (operation == null) {
            return find(question, values);
        }
        FreshAnswers.Inquiry inquiry = new FreshAnswers.Inquiry(service.dataset(), service.ask(), columns);
        List<@Nullable Object[]> known = partners.answers().find(inquiry, values, service.cache());
        if (known != null) {
            Schema all = OperationLookUp.schema(operation, service.ask());
            return RowBatch.of(OperationLookUp.chosen(all, columns), known, 1);
        }
        Batch rows = find(question, values);
        String person = service.person();
        if (rows.size() > 1 && person != null && operation.output().column(person) == null) {
            throw new HubException(
                    ServiceError.ANSWERED_MORE,
                    Map.of("rows", rows.size(), "dataset", service.dataset(), "person", person));
        }
        if (rows.size() <= MOST_KEPT_ROWS) {
            partners.answers().keep(inquiry, values, rows(rows), service.cache());
        }
        return rows;
    }

    private static List<@Nullable Object[]> rows(Batch batch) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            Object[] values = new Object[batch.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = batch.value(row, column);
            }
            rows.add(values);
        }
        return rows;
    }

    /**
     * The rows that hold these values.
     *
     * @throws HubException as of the connector; UNAVAILABLE where it takes too long, or is left alone because it failed in a row
     */
    Batch find(Question question, List<Object> values) {
        if (operations.of(question.dataset()) != null) {
            return findNow(question, values); // who asks by an operation heeds the partner himself
        }
        return guarded(question.dataset().connector(), () -> findNow(question, values));
    }

    private Batch findNow(Question question, List<Object> values) {
        long began = System.nanoTime();
        LookUpShelf shelf = shelf(question.dataset().connector());
        LookUpShelf.Taken taken = shelf.take(question);
        if (taken.lookUp() instanceof OperationLookUp operation) {
            operation.within(LIMIT.minusNanos(System.nanoTime() - began)); // what it waited for its place counts
            return asked(shelf, taken, values);
        }
        try {
            return asked(shelf, taken, values);
        } catch (HubException failed) {
            boolean mayBeStale = taken.used()
                    && (failed.code().kind() == ErrorKind.UNAVAILABLE
                            || failed.code().kind() == ErrorKind.CONFIGURATION);
            if (!mayBeStale || failed.code() == ServiceError.SYSTEM_SLOW) {
                throw failed;
            }
            shelf.forget(); // it was opened before the system was started anew, or before its table changed
            return asked(shelf, shelf.take(question), values);
        }
    }

    private Batch asked(LookUpShelf shelf, LookUpShelf.Taken taken, List<Object> values) {
        LookUp lookUp = taken.lookUp();
        AtomicBoolean rung = new AtomicBoolean();
        ScheduledFuture<?> bell = bell(() -> {
            rung.set(true);
            lookUp.close();
        });
        boolean whole = false;
        try {
            Batch rows = lookUp.find(values);
            whole = true;
            return rows;
        } catch (HubException failed) {
            throw rung.get() ? new HubException(ServiceError.SYSTEM_SLOW, Map.of(), failed) : failed;
        } finally {
            bell.cancel(false);
            shelf.giveBack(taken, whole && !rung.get());
        }
    }

    /**
     * Does something in a session of its own, under the same wall clock, unless the system is left alone.
     *
     * @param slowIsHis false where it may take long in a system that is well
     * @throws HubException as of the work; UNAVAILABLE where it takes too long, or where the system is left alone
     */
    <T> T inSession(ConnectorName connector, boolean slowIsHis, Function<Session, T> work) {
        return guarded(connector, slowIsHis, () -> underTheBell(connector, work));
    }

    private <T> T underTheBell(ConnectorName connector, Function<Session, T> work) {
        AtomicBoolean rung = new AtomicBoolean();
        try (Session session = connectors.open(connector)) {
            ScheduledFuture<?> bell = bell(() -> {
                rung.set(true);
                session.close();
            });
            try {
                return work.apply(session);
            } finally {
                bell.cancel(false);
            }
        } catch (HubException failed) {
            throw rung.get() ? new HubException(ServiceError.SYSTEM_SLOW, Map.of(), failed) : failed;
        }
    }

    /** Rings once no answer is waited for any longer. */
    private ScheduledFuture<?> bell(Runnable ring) {
        return bells.schedule(ring, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Opens a connector anew at the next question: it was described before the system became another. */
    void forget(ConnectorName connector) {
        shelf(connector).forget();
    }

    private LookUpShelf shelf(ConnectorName connector) {
        return shelves.computeIfAbsent(
                connector, name -> new LookUpShelf(connectors, connectors.get(name), this::asked));
    }

    /** A question to a partner's system, in a session of its own; null where rows are looked up. */
    private @Nullable LookUp asked(Question question) {
        Operation operation = operations.of(question.dataset());
        if (operation == null) {
            return null;
        }
        ConnectorName connector = question.dataset().connector();
        Session session = connectors.open(connector);
        try {
            return new OperationLookUp(session, operation, partners.partner(connector), question);
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    @EventListener
    void changed(ConnectorChanged changed) {
        drop(changed.connector());
    }

    @EventListener
    void removed(ConnectorRemoved removed) {
        drop(removed.connector());
    }

    private void drop(ConnectorName connector) {
        LookUpShelf shelf = shelves.remove(connector);
        if (shelf != null) {
            shelf.close();
        }
    }

    /** Lets go what has been open for long, so that a way that was closed meanwhile is asked for again. */
    void letGo() {
        shelves.values().forEach(LookUpShelf::letGo);
    }

    @Override
    public void close() {
        List.copyOf(shelves.keySet()).forEach(this::drop);
    }
}
