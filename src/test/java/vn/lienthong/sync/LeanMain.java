package vn.lienthong.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.testing.Aside;

/**
 * One attempt at a run in a process of its own, to be killed. Exits with 0 when the run came to its end, 1 when it did not. With
 * {@code follow} it waits for a line that names a failpoint, or none, and then follows until its input ends, at first taking what an
 * earlier process left; {@code follow-beside} takes only what the lease allows.
 */
public final class LeanMain {
    private LeanMain() {}

    public static void main(String[] arguments) throws Exception {
        LeanHub hub = hub(arguments[0]);
        if (arguments.length > 1) {
            hub.newest(); // what a process loads once is loaded before it is told to begin
            System.setProperty(Failpoints.PROPERTY, line());
            follow(hub(arguments[0]), arguments[1].equals("follow"));
        }
        System.out.println("READY");
        Run run = hub.run();
        tell(run);
        System.exit(run.state().good() ? 0 : 1);
    }

    private static LeanHub hub(String plan) throws IOException {
        return new LeanHub(LeanPlan.read(Path.of(plan)), false, new CsvType());
    }

    private static String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = System.in.read(); letter >= 0 && letter != '\n'; letter = System.in.read()) {
            line.append((char) letter);
        }
        return line.toString();
    }

    private static void follow(LeanHub hub, boolean takes) throws Exception {
        CompletableFuture<Void> told = Aside.run(LeanMain::inputEnds);
        if (takes) {
            hub.takeRuns();
        }
        System.out.println("READY");
        Run failed;
        try (AutoCloseable keeper = hub.keep()) {
            failed = hub.follow(told::isDone);
        }
        if (failed != null) {
            tell(failed);
        }
        System.exit(failed == null ? 0 : 1);
    }

    private static void tell(Run run) {
        System.out.println(run.state() + " " + run.counts() + (run.failure() == null ? "" : " " + run.failure()));
    }

    private static void inputEnds() {
        try {
            System.in.readAllBytes();
        } catch (IOException gone) {
            System.out.println("the input ended: " + gone.getMessage());
        }
    }
}
