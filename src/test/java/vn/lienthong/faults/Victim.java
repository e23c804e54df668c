package vn.lienthong.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import vn.lienthong.sync.LeanMain;
import vn.lienthong.testing.ChildJava;

/** One attempt at a run in a process of its own, which may be killed as {@code kill -9} does. */
final class Victim {
    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private boolean ended;

    Victim(Path plan, String failpoint) throws IOException {
        this(plan, failpoint, List.of(), List.of());
    }

    /** A process that will follow until it is told to stop, or killed. */
    static Victim following(Path plan) throws IOException {
        return new Victim(plan, null, List.of(), List.of("follow"));
    }

    /** One that will follow beside others, and sleep where it passes a failpoint. */
    static Victim sleeping(Path plan) throws IOException {
        return new Victim(plan, null, List.of("-Dfaults.sleep=true"), List.of("follow-beside"));
    }

    private Victim(Path plan, String failpoint, List<String> options, List<String> mode) throws IOException {
        List<String> command = ChildJava.line("-Xmx256m");
        if (failpoint != null) {
            command.add("-Dlienthong.failpoint=" + failpoint);
        }
        command.addAll(options);
        command.addAll(List.of(LeanMain.class.getName(), plan.toString()));
        command.addAll(mode);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Lets a process follow that has waited for it, and waits until it does; it ends itself at the failpoint, unless that is empty. */
    void begin(String failpoint) throws IOException {
        process.getOutputStream().write((failpoint + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        ready();
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

    /** Kills it as soon as this is so, unless it has ended by itself before; true when it was killed. */
    boolean killWhen(BooleanSupplier so) throws InterruptedException {
        boolean ended = false;
        while (!ended && !so.getAsBoolean()) {
            ended = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        process.waitFor();
        return !ended;
    }

    /** Waits for its end; gives the exit code. */
    int end() throws InterruptedException, IOException {
        BufferedReader output = process.inputReader();
        for (String line = ended ? null : output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
        }
        ended = true;
        return process.waitFor();
    }

    /** Tells a process that follows to stop; gives the exit code. */
    int stop() throws InterruptedException, IOException {
        process.getOutputStream().close();
        return end();
    }

    boolean lives() {
        return process.isAlive();
    }

    /** Ends it if it still lives; gives what it said. */
    String killed() throws InterruptedException, IOException {
        process.toHandle().destroyForcibly(); // its output stays readable
        end();
        return said();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Whether it sleeps, as a stopped process does. */
    boolean sleeps() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    }

    void wake() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-CONT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    String said() {
        return said.toString();
    }
}
