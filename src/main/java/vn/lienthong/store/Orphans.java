package vn.lienthong.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Server processes that outlived the hub which began them. After {@code kill -9} they live on, those that make a data folder among
 * them, perhaps without a pid file yet: they are known by the folder on their command line.
 */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Orphans() {}

    /**
     * Ends them and waits; what a server has committed is in its log.
     *
     * @param commandLine which processes they are
     * @param signal how the server is asked to stop: {@code INT}, {@code TERM}
     * @throws IOException where one goes on even so
     */
    public static void stop(Predicate<String> commandLine, String signal) throws IOException {
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> commandLine.test(process.info().commandLine().orElse("")))
                .toList();
        for (ProcessHandle orphan : found) {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(orphan.pid())).start();
        }
        for (ProcessHandle orphan : found) {
            if (!ended(orphan)) {
                orphan.destroyForcibly();
                if (!ended(orphan)) {
                    throw new IOException(
                            "the server of an earlier start (process " + orphan.pid() + ") does not stop");
                }
            }
        }
    }

    private static boolean ended(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier server stopped", interrupted);
        } catch (ExecutionException | TimeoutException stuck) {
            return false;
        }
    }
}
