package vn.lienthong.bench.answers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A process that answers, with the same memory as every other. */
final class Contestant implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> said;
    private final String[] ready;
    private final @Nullable Path state;

    private Contestant(Process process, BlockingQueue<String> said, String[] ready, @Nullable Path state) {
        this.state = state;
        this.process = process;
        this.said = said;
        this.ready = ready;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param state the folder of the server that holds its state; null where it has none
     */
    static Contestant start(String main, @Nullable Path state, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        line.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(process, said), "listener");
        listener.setDaemon(true);
        listener.start();
        return new Contestant(process, said, awaited(said, "READY").split(" "), state);
    }

    /** What it says besides is passed on. */
    private static void listen(Process process, BlockingQueue<String> said) {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            if (line.startsWith("READY ") || line.startsWith("WITHOUT ")) {
                said.add(line);
            } else {
                System.out.println(line);
            }
        });
        said.add("ENDED");
    }

    private static String awaited(BlockingQueue<String> said, String begin) throws IOException {
        try {
            String line = said.take();
            if (line.startsWith(begin)) {
                return line;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the process ended before it said " + begin);
    }

    int port() {
        return Integer.parseInt(ready[1]);
    }

    String token() {
        return ready[2];
    }

    /** The processor time it has used so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The folder of the server that holds its state; null where it has none. */
    @Nullable
    Path state() {
        return state;
    }

    /** Gives it a line and waits until it has taken it. */
    void order(String line) throws IOException {
        OutputStream orders = process.getOutputStream();
        orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
        awaited(said, "WITHOUT");
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.supportsNormalTermination()) {
                process.destroy();
            }
            process.waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
