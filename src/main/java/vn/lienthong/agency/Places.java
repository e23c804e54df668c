package vn.lienthong.agency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Places for all, of which one caller gets few. Used on many threads. */
final class Places {
    private final int mostForOne;
    private final Semaphore free;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    Places(int all, int mostForOne) {
        this.free = new Semaphore(all);
        this.mostForOne = mostForOne;
    }

    /** Whether there was a place; whoever got one leaves it again. */
    boolean take(String caller) {
        if (taken.merge(caller, 1, Integer::sum) <= mostForOne && free.tryAcquire()) {
            return true;
        }
        forget(caller);
        return false;
    }

    void leave(String caller) {
        free.release();
        forget(caller);
    }

    private void forget(String caller) {
        taken.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
    }
}
