package vn.lienthong.sync;

import java.util.List;
import java.util.Optional;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.JobName;

/** The registry of a lean hub: one job and no more. */
record OneJob(SyncJob job) implements SyncJobs {
    @Override
    public List<SyncJob> all() {
        return List.of(job);
    }

    @Override
    public Optional<SyncJob> find(JobName name) {
        return Optional.of(job);
    }

    @Override
    public SyncJob get(JobName name) {
        return job;
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }
}
