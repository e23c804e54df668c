package vn.lienthong.sync;

import java.nio.file.Path;
import vn.lienthong.connector.file.CsvType;

/** One attempt at a run in a process of its own, to be killed. Exits with 0 when the run came to its end, 1 when it did not. */
public final class LeanMain {
    private LeanMain() {}

    public static void main(String[] arguments) throws Exception {
        LeanHub hub = new LeanHub(LeanPlan.read(Path.of(arguments[0])), false, new CsvType());
        System.out.println("READY");
        Run run = hub.run();
        System.out.println(run.state() + " " + run.counts() + (run.failure() == null ? "" : " " + run.failure()));
        System.exit(run.state().good() ? 0 : 1);
    }
}
