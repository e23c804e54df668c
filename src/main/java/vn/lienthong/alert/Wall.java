package vn.lienthong.alert;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Ends what takes too long, by the clock on the wall: a server that says one letter now and then keeps every reader waiting that only
 * waits for the next one. For every thread.
 */
@Component
class Wall implements DisposableBean {
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "alert-wall");
        thread.setDaemon(true);
        return thread;
    });

    Wall() {
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Does something then, unless it is cancelled before.
     *
     * @param end what ends the work; it waits for nothing
     */
    Future<?> after(Duration most, Runnable end) {
        return clock.schedule(end, most.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
