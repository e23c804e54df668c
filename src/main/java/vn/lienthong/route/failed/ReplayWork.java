package vn.lienthong.route.failed;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.sync.RunFailure;

/**
 * Takes failed turns up again, on a few threads of its own, one of a route at a time: a system that hangs holds up one thread, and
 * nobody else's. What waits behind a turn that failed for a reason that a further try does not mend now is put back.
 */
@Component
class ReplayWork implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayWork.class);
    private static final int AT_ONCE = 4;

    /** A target that cannot tell whether it has rows without a key. */
    private static final String MAYBE = "made.MAYBE_WRITTEN";

    private final ReplayStore store;
    private final FailedBook book;
    private final HeldTurns turns;
    private final Clock clock;
    private final Set<ReplayStore.Taken> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    ReplayWork(ReplayStore store, FailedBook book, HeldTurns turns, Clock clock) {
        this.store = store;
        this.book = book;
        this.turns = turns;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "replay-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Each second: the next ones begin. */
    @Scheduled(initialDelay = 2000, fixedDelay = 1000)
    void next() {
        try {
            while (underWay.size() < AT_ONCE) {
                Optional<ReplayStore.Taken> taken = store.take();
                if (taken.isEmpty()) {
                    return;
                }
                underWay.add(taken.get());
                threads.execute(() -> work(taken.get()));
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Failed messages cannot be replayed for now: {}",
                    failed.getClass().getSimpleName());
        }
    }

    /** Those at work stay this node's; those of a node that died wait for a person. */
    @Scheduled(initialDelay = 5000, fixedDelay = 5000)
    void watch() {
        try {
            store.renew(underWay);
            for (Optional<ReplayStore.Taken> dead = store.died(); dead.isPresent(); dead = store.died()) {
                died(dead.get());
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Replays cannot be looked after for now: {}",
                    failed.getClass().getSimpleName());
        }
    }

    /** What it had told a target to commit, the target is asked at the next try; where that cannot tell, a person is. */
    private void died(ReplayStore.Taken dead) {
        byte[] sealed = dead.content();
        boolean unknown = sealed != null && turns.unknown(book.open(sealed));
        RunFailure why = RunFailure.of(new HubException(FailedError.NODE_DIED, Map.of("route", dead.route())));
        store.failedAgain(dead, why, null, null, unknown ? FailedState.UNKNOWN : FailedState.OPEN, clock.instant());
    }

    private void work(ReplayStore.Taken taken) {
        try {
            again(taken);
        } catch (RuntimeException failed) {
            LOG.error(
                    "A failed message of route {} could not be replayed: {}",
                    taken.route(),
                    failed.getClass().getSimpleName());
        } finally {
            underWay.remove(taken);
        }
    }

    private void again(ReplayStore.Taken taken) {
        @Nullable Failed how = null;
        @Nullable Throwable why;
        try {
            byte[] sealed = taken.content();
            how = turns.again(
                    taken.route(), sealed == null ? null : book.open(sealed), content -> keep(taken, content));
            why = how == null ? null : how.why();
        } catch (HubException refused) {
            why = refused;
        }
        if (why == null) {
            store.wentThrough(taken, clock.instant());
            return;
        }
        RunFailure failure = RunFailure.of(why);
        byte[] content = how == null ? null : how.content();
        boolean unknown = how != null && how.unknown() || failure.code().equals(MAYBE);
        store.failedAgain(
                taken,
                failure,
                how,
                content == null ? null : book.seal(content),
                unknown ? FailedState.UNKNOWN : FailedState.OPEN,
                clock.instant());
        if (failure.kind().next() != ErrorKind.Next.HOLD && !unknown) {
            store.putBack(taken.route());
        }
    }

    private void keep(ReplayStore.Taken taken, byte[] content) {
        if (!store.keep(taken, book.seal(content))) {
            throw new HubException(FailedError.TAKEN_OVER, Map.of("route", taken.route()));
        }
    }

    /** What is at work is given up; its lease runs out, and another node finds it. */
    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
