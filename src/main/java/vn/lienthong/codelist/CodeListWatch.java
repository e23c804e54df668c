package vn.lienthong.codelist;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every other second whether code lists have changed, as the watches of connectors and jobs do. A run takes the lists as
 * they are when it begins.
 */
final class CodeListWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CodeListWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    private final CodeLists lists;
    private boolean unable;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "code-list-watch");
        thread.setDaemon(true);
        return thread;
    });

    CodeListWatch(CodeLists lists) {
        this.lists = lists;
        tell();
        clockwork.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (lists.refresh()) {
                tell();
            }
            unable = false;
        } catch (RuntimeException why) {
            if (!unable) { // once, not every other second for as long as the database is away
                LOG.warn("Code lists cannot be looked at for now; those known stay in effect", why);
            }
            unable = true;
        }
    }

    private void tell() {
        lists.problems().forEach(problem -> LOG.warn("A code list stays as it was: {}", problem.in(Locale.ENGLISH)));
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
