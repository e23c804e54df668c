package vn.lienthong.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Does at once what is asked at the same time: who is first does it for all who came meanwhile, and whoever waits finds his own done.
 * One statement and one flush of the disk serve many; whoever comes alone waits for nobody. It is done on the thread of one of them,
 * for the others too, and so must not lean on a transaction of his.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Together<Q, A> {
    private static final int MOST = 500;

    private final Function<List<Q>, List<A>> work;
    private final ConcurrentLinkedQueue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();

    /**
     * A way to do it.
     *
     * @param work answers questions, at most {@value #MOST}, in their order, all or none; called by one thread at a time
     */
    public Together(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    private static final class Waiting<Q, A> {
        private final Q question;
        private final Thread thread = Thread.currentThread();
        private @Nullable A answer;
        private @Nullable Throwable failure;
        private volatile boolean settled;

        Waiting(Q question) {
            this.question = question;
        }

        void settle(@Nullable A with, @Nullable Throwable failed) {
            answer = with;
            failure = failed;
            settled = true;
            LockSupport.unpark(thread);
        }
    }

    /** The answer, once it is there; throws what the asking of this one threw. Any thread; an interrupt is kept for later. */
    public A ask(Q question) {
        Waiting<Q, A> own = new Waiting<>(question);
        waiting.add(own);
        boolean interrupted = false;
        while (!own.settled) {
            if (working.compareAndSet(false, true)) {
                lead(own);
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.failure instanceof Error broken) {
            throw broken;
        }
        if (own.failure instanceof RuntimeException failed) {
            throw failed;
        }
        return own.answer;
    }

    /** Does what waits, until his own is done; whoever is next then goes on. Those who are done need not come by here. */
    private void lead(Waiting<Q, A> own) {
        try {
            while (!own.settled) {
                settle(next());
            }
        } finally {
            working.set(false);
            Waiting<Q, A> head = waiting.peek();
            if (head != null) {
                LockSupport.unpark(head.thread);
            }
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    private List<Waiting<Q, A>> next() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        for (Waiting<Q, A> next = waiting.poll(); next != null; next = batch.size() < MOST ? waiting.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    /**
     * What fails in company is tried alone, so that nobody is refused for the sake of another's question; but not where the database
     * is away, or each would wait for it after the other, nor where the machine fails.
     */
    private void settle(List<Waiting<Q, A>> batch) {
        try {
            List<A> answers =
                    work.apply(batch.stream().map(each -> each.question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).settle(answers.get(i), null);
            }
        } catch (RuntimeException | Error failed) {
            // whoever is not settled would wait for ever, and all who come after him
            if (batch.size() > 1 && !(failed instanceof Error) && !away(failed)) {
                batch.forEach(each -> settle(List.of(each)));
                return;
            }
            batch.forEach(each -> each.settle(null, failed));
        }
    }

    private static boolean away(Throwable failed) {
        return failed instanceof NonTransientDataAccessResourceException
                || failed instanceof CannotCreateTransactionException;
    }
}
