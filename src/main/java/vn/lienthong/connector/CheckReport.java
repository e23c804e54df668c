package vn.lienthong.connector;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Hands in the steps of an examination, each with the time it took. */
public final class CheckReport {
    private final Consumer<Check> report;
    private long started = System.nanoTime();

    public CheckReport(Consumer<Check> report) {
        this.report = report;
    }

    /** A step starts now. */
    public void begin() {
        started = System.nanoTime();
    }

    public void ok(String step, @Nullable String setting, Text found) {
        add(step, Outcome.OK, setting, found, null, null);
    }

    public void skip(String step) {
        report.accept(Check.untried(step));
    }

    public void fail(String step, @Nullable String setting, HubException failed) {
        add(step, Outcome.FAILED, setting, failed.problem(), failed.remedy(), null);
    }

    public void add(
            String step,
            Outcome outcome,
            @Nullable String setting,
            Text found,
            @Nullable Text remedy,
            @Nullable String copy) {
        report.accept(
                new Check(step, outcome, setting, found, remedy, copy, Duration.ofNanos(System.nanoTime() - started)));
    }
}
