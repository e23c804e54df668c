package vn.lienthong.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LookUp;
import vn.lienthong.connector.LooksUp;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/**
 * The look-ups that are open in one connector: as many as it may have connections, at work and at rest together. Whoever finds none
 * free waits a moment, and nobody who asks another connector waits for it.
 */
final class LookUpShelf implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int DEFAULT_MOST = 4;

    /** More are refused at once: while one system hangs, the threads of the door are there for everybody else. */
    private static final int MOST_WAITING = 40;

    private final Connectors connectors;
    private final Connector connector;
    private final Function<OpenLookUps.Question, @Nullable LookUp> asked;
    private final Semaphore free;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Taken> idle = new ArrayList<>();
    private final Map<DatasetName, Dataset> datasets = new ConcurrentHashMap<>();
    private @Nullable Session session;
    private int open;
    private boolean closed;
    private int generation;

    /** @param asked a question to a system that is asked and not looked through; null where rows are looked up */
    LookUpShelf(Connectors connectors, Connector connector, Function<OpenLookUps.Question, @Nullable LookUp> asked) {
        this.connectors = connectors;
        this.asked = asked;
        this.connector = connector;
        this.most = connector.settings().get("max_connections") instanceof Number number
                ? Math.max(1, number.intValue())
                : DEFAULT_MOST;
        this.free = new Semaphore(most, true);
    }

    /**
     * A look-up while somebody has it.
     *
     * @param used whether it has answered before: it may be of a time before the system was started anew
     */
    record Taken(OpenLookUps.Question question, LookUp lookUp, long opened, boolean used, int generation) {
        private boolean old() {
            return System.nanoTime() - opened > LONGEST_NANOS;
        }
    }

    /** What a dataset is like, as far as that was asked already; waits for nobody. */
    @Nullable
    Dataset known(DatasetName name) {
        return datasets.get(name);
    }

    /** What a dataset is like, asked once a while. */
    Dataset dataset(DatasetName name) {
        return locked(() -> datasets.computeIfAbsent(name, connectors::now));
    }

    /** One that is free, or a new one; to be given back whatever happens. */
    Taken take(OpenLookUps.Question question) {
        try {
            if (free.getQueueLength() >= MOST_WAITING || !free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return locked(() -> taken(question));
        } catch (RuntimeException failed) {
            free.release();
            throw failed;
        }
    }

    private Taken taken(OpenLookUps.Question question) {
        if (closed) {
            throw busy();
        }
        for (Iterator<Taken> each = idle.iterator(); each.hasNext(); ) {
            Taken one = each.next();
            if (one.question().equals(question) && !one.old()) {
                each.remove();
                return one;
            }
        }
        if (open >= most) {
            end(idle.remove(0));
        }
        LookUp operation = asked.apply(question);
        LookUp lookUp = operation == null ? rows(question) : operation;
        open++;
        return new Taken(question, lookUp, System.nanoTime(), false, generation);
    }

    private LookUp rows(OpenLookUps.Question question) {
        Dataset dataset = datasets.computeIfAbsent(question.dataset(), connectors::now);
        Session opened = session == null ? connectors.open(connector.name()) : session;
        session = opened;
        if (!(opened instanceof LooksUp looksUp)) {
            throw new HubException(
                    ServiceError.CONNECTOR_CANNOT, Map.of("connector", connector.name(), "type", connector.type()));
        }
        return looksUp.lookUp(dataset, question.by(), question.columns(), question.most());
    }

    void giveBack(Taken taken, boolean whole) {
        lock.lock();
        try {
            if (whole && !closed && !taken.old() && taken.generation() == generation) {
                idle.add(new Taken(taken.question(), taken.lookUp(), taken.opened(), true, generation));
            } else {
                end(taken);
            }
        } finally {
            lock.unlock();
            free.release();
        }
    }

    /** Opens all anew at the next question: those at work end when they come back. */
    void forget() {
        lock.lock();
        try {
            generation++;
            datasets.clear();
            List.copyOf(idle).forEach(this::end);
            idle.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends those at rest that have been open for long; another time where somebody opens a way just now, which may take long. */
    void letGo() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            List<Taken> old = idle.stream().filter(Taken::old).toList();
            idle.removeAll(old);
            old.forEach(this::end);
            if (open == 0 && session != null && !old.isEmpty()) {
                datasets.clear();
                session.close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Taken taken) {
        open--;
        taken.lookUp().close();
    }

    /** Waits for whoever opens a way no longer than for a free one. */
    private <T> T locked(Supplier<T> work) {
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private HubException busy() {
        return new HubException(ServiceError.SYSTEM_BUSY, Map.of("connector", connector.name()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(this::end);
            idle.clear();
            if (session != null) {
                session.close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
