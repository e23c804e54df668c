package vn.lienthong.sync;

import java.util.function.Supplier;
import vn.lienthong.kernel.JobName;

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

    @Override
    public Carrier carrier(JobName job) {
        return runner.get().carrier(job);
    }
}
