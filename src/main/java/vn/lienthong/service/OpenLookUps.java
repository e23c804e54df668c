package vn.lienthong.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import vn.lienthong.connector.ConnectorChanged;
import vn.lienthong.connector.ConnectorRemoved;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LookUp;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;

/** Asks systems under a wall clock, by look-ups that are kept open a while; a connector that changed is asked anew. */
class OpenLookUps implements AutoCloseable {
    /** No answer is waited for longer. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private final Connectors connectors;
    private final Map<ConnectorName, LookUpShelf> shelves = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor bells = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "service-bell");
        thread.setDaemon(true);
        return thread;
    });

    OpenLookUps(Connectors connectors) {
        this.connectors = connectors;
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
        return shelf(name.connector()).dataset(name);
    }

    /** Its columns. */
    Schema schema(DatasetName name) {
        return dataset(name).schema();
    }

    /**
     * The rows that hold these values.
     *
     * @throws HubException as of the connector; UNAVAILABLE where it takes too long
     */
    Batch find(Question question, List<Object> values) {
        LookUpShelf shelf = shelf(question.dataset().connector());
        LookUpShelf.Taken taken = shelf.take(question);
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

    /** Rings once no answer is waited for any longer. */
    ScheduledFuture<?> bell(Runnable ring) {
        return bells.schedule(ring, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Opens a connector anew at the next question: it was described before the system became another. */
    void forget(ConnectorName connector) {
        shelf(connector).forget();
    }

    private LookUpShelf shelf(ConnectorName connector) {
        return shelves.computeIfAbsent(connector, name -> new LookUpShelf(connectors, connectors.get(name)));
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
