package vn.lienthong.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Work that goes on beside a test, on a thread of its own. The common pool has one thread on two processors, and the
 * JDK waits for the end of processes there: a test that held it would wait for ever.
 */
public final class Aside {
    private static final Executor OWN_THREAD = Aside::start;

    private Aside() {}

    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, OWN_THREAD);
    }

    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, OWN_THREAD);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "aside");
        thread.setDaemon(true);
        thread.start();
    }
}
