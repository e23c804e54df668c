package vn.lienthong.sync;

import java.util.function.Supplier;

/** A runner that is found when it is first asked. */
record LaterRunner(Supplier<JobRunner> runner) implements JobRunner {
    @Override
    public void carryOut(RunSteps run) {
        runner.get().carryOut(run);
    }

    @Override
    public boolean ready() {
        return runner.get().ready();
    }
}
