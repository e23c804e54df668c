package vn.lienthong.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sync.LeanMain;

/** One attempt at a run in a process of its own, which may be killed as {@code kill -9} does. */
final class Victim {
    private final Process process;
    private final StringBuilder said = new StringBuilder();

    Victim(Path plan, String failpoint) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        if (failpoint != null) {
            command.add("-Dlienthong.failpoint=" + failpoint);
        }
        command.addAll(List.of(LeanMain.class.getName(), plan.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits until the run begins. */
    void ready() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.equals("READY")) {
                return;
            }
        }
    }

    /** Kills it after this long, unless it has ended by itself; true when it was killed. */
    boolean killAfter(Duration delay) throws InterruptedException {
        boolean ended = process.waitFor(delay.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        process.waitFor();
        return !ended;
    }

    /** Waits for its end; gives the exit code. */
    int end() throws InterruptedException, IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
        }
        return process.waitFor();
    }

    String said() {
        return said.toString();
    }
}
