package vn.lienthong.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/** A run that says which system it is dealing with now, so that a slow one is known. One thread goes through it; any may ask. */
final class SteppedRun implements Attempt {
    /** Whom a run deals with. */
    enum At {
        /** Nobody, or it is opening its ends. */
        NOBODY,
        SOURCE,
        /** Those that its rules ask. */
        ASKED,
        TARGET
    }

    private final Attempt run;
    private volatile At at = At.NOBODY;

    SteppedRun(Attempt run) {
        this.run = run;
    }

    /** Whom it deals with, this moment. */
    At at() {
        return at;
    }

    private void deal(At with, Runnable step) {
        at = with;
        try {
            step.run();
        } finally {
            at = At.NOBODY;
        }
    }

    @Override
    public void read() {
        deal(At.SOURCE, run::read);
    }

    @Override
    public void map() {
        deal(At.ASKED, run::map);
    }

    @Override
    public void write() {
        deal(At.TARGET, run::write);
    }

    @Override
    public void commit() {
        deal(At.TARGET, run::commit);
    }

    @Override
    public void deletes() {
        deal(At.TARGET, run::deletes);
    }

    @Override
    public void finish() {
        deal(At.TARGET, run::finish);
    }

    @Override
    public void open() {
        run.open();
    }

    @Override
    public void hold() {
        run.hold();
    }

    @Override
    public long id() {
        return run.id();
    }

    @Override
    public JobName job() {
        return run.job();
    }

    @Override
    public RunProgress progress() {
        return run.progress();
    }

    @Override
    public void cancel() {
        run.cancel();
    }

    @Override
    public boolean goesOn() {
        return run.goesOn();
    }

    @Override
    public Found found() {
        return run.found();
    }

    @Override
    public RunLedger.RunOutcome outcome() {
        return run.outcome();
    }

    @Override
    public Counts committed() {
        return run.committed();
    }

    @Override
    public @Nullable Long expected() {
        return run.expected();
    }

    @Override
    public List<Text> notes() {
        return run.notes();
    }

    @Override
    public Follow follow() {
        return run.follow();
    }

    @Override
    public void close() {
        run.close();
    }
}
