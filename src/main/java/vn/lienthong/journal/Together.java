package vn.lienthong.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets entries that come at the same time become durable together: who is first writes for all who came meanwhile, and whoever
 * waits finds their own entry written. One transaction and one flush of the disk serve many.
 */
final class Together {
    private static final int MOST = 500;

    private final Consumer<List<Noted>> writer;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * A way to write.
     *
     * @param writer makes entries durable, all or none; called by one thread at a time
     */
    Together(Consumer<List<Noted>> writer) {
        this.writer = writer;
    }

    private static final class Waiting {
        private final Noted entry;
        private boolean settled;
        private @Nullable RuntimeException failure;

        Waiting(Noted entry) {
            this.entry = entry;
        }
    }

    /** Returns when the entry is durable; throws what its own writing threw. */
    void write(Noted entry) {
        Waiting own = new Waiting(entry);
        waiting.add(own);
        writing.lock();
        try {
            while (!own.settled) {
                settle(next());
            }
        } finally {
            writing.unlock();
        }
        if (own.failure != null) {
            throw own.failure;
        }
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = batch.size() < MOST ? waiting.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    /** What fails in company is tried alone, so that nobody is refused for the sake of another's entry. */
    private void settle(List<Waiting> batch) {
        RuntimeException failure = tried(batch);
        if (failure != null && batch.size() > 1) {
            batch.forEach(each -> settle(List.of(each)));
            return;
        }
        for (Waiting each : batch) {
            each.failure = failure;
            each.settled = true;
        }
    }

    private @Nullable RuntimeException tried(List<Waiting> batch) {
        try {
            writer.accept(batch.stream().map(each -> each.entry).toList());
            return null;
        } catch (RuntimeException failed) {
            return failed;
        }
    }
}
