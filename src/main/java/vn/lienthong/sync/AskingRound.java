package vn.lienthong.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Partner;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.mapping.Questions;

/** Asks the open questions of one batch, a few at once. The first failure ends the round; what was answered before it is kept. */
final class AskingRound {
    /** No single answer of a database is waited for longer. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 250;

    private final Questions questions;
    private final List<Integer> open;
    private final Partner partner;
    private final BiConsumer<Integer, Asker.Outcome> answered;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * @param open the questions to ask, by number
     * @param answered takes each answer, on the thread that asked
     */
    AskingRound(Questions questions, List<Integer> open, Partner partner, BiConsumer<Integer, Asker.Outcome> answered) {
        this.questions = questions;
        this.open = open;
        this.partner = partner;
        this.answered = answered;
    }

    /**
     * Asks until every question has its reply.
     *
     * @throws HubException where the partner cannot be asked now, or not in this way
     */
    void ask(List<Asker> askers) {
        CountDownLatch done = new CountDownLatch(askers.size());
        AtomicLongArray since = new AtomicLongArray(askers.size());
        Thread[] threads = new Thread[askers.size()];
        for (int number = 0; number < threads.length; number++) {
            int mine = number;
            threads[number] = new Thread(
                    () -> {
                        try {
                            work(askers.get(mine), mine, since);
                        } finally {
                            done.countDown();
                        }
                    },
                    Thread.currentThread().getName() + "-look-up-" + number);
            threads[number].setDaemon(true);
            threads[number].start();
        }
        await(done, askers, since, threads);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void await(CountDownLatch done, List<Asker> askers, AtomicLongArray since, Thread[] threads) {
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                over = done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException leaving) {
                // the threads end before their ways are closed
                interrupted = true;
                failure.compareAndSet(null, lost("interrupted"));
                List.of(threads).forEach(Thread::interrupt);
            }
            for (int number = 0; number < threads.length; number++) {
                long at = since.get(number);
                if (at != 0 && (interrupted || System.nanoTime() - at > LIMIT.toNanos())) {
                    askers.get(number).giveUp();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HubException lost(String why) {
        return new HubException(
                ConnectorError.LOST,
                Map.of("connector", questions.inquiry().rule().ask().connector(), "why", why));
    }

    private void work(Asker asker, int number, AtomicLongArray since) {
        try {
            for (int at = next.getAndIncrement();
                    at < open.size() && failure.get() == null;
                    at = next.getAndIncrement()) {
                partner.ask();
                since.set(number, Math.max(1, System.nanoTime()));
                one(asker, open.get(at));
                since.set(number, 0);
            }
        } catch (RuntimeException failed) {
            failure.compareAndSet(null, failed);
        } finally {
            since.set(number, 0);
        }
    }

    private void one(Asker asker, int question) {
        Asker.Outcome outcome;
        try {
            outcome = asker.ask(questions.values(question));
        } catch (RuntimeException failed) {
            boolean his = failed instanceof HubException known && known.code().kind() == ErrorKind.UNAVAILABLE;
            if (his && failure.get() == null) {
                partner.failed();
            } else {
                partner.notAsked();
            }
            throw failed;
        }
        if (!outcome.failed()) {
            partner.answered();
        } else if (partner.failed()) {
            // one question may be a bad one; so many in a row are a system that is down
            throw partner.leftAlone();
        }
        questions.reply(question, outcome.reply());
        if (outcome.reply().answered()) {
            answered.accept(question, outcome);
        }
    }
}
