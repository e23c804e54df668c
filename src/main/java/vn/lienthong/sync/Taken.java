package vn.lienthong.sync;

import java.util.Map;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.quarantine.Quarantine;

/**
 * A job's target, taken over: whoever wrote into it before is fenced off there, and in the hub.
 *
 * @param owner shown at each act on what the hub keeps of the job
 * @param mark the checkpoint as it stands
 */
record Taken(long owner, Checkpoint mark) {
    /** Fences off whoever wrote before, in the hub first: then the mark is as new as the ownership. */
    static Taken over(Writer by, SyncJob job, RunTools tools) {
        long owner = tools.quarantine().takeOver(job.name());
        return new Taken(owner, mark(by, job, tools));
    }

    /** Takes the writer's target over, or looks at it where it compares only, and gives the checkpoint, wherever it is kept. */
    static Checkpoint mark(Writer by, SyncJob job, RunTools tools) {
        Checkpoint mark = by.takeOver();
        return by.keepsCheckpoint() ? mark : tools.positions().of(job.name(), mark.epoch());
    }

    /**
     * What the target's last run left pending stands as far as the target has committed: that run may have been killed, or have
     * ended without a word.
     */
    void settle(SyncJob job, RunTools tools) {
        Quarantine quarantine = tools.quarantine();
        JobName name = job.name();
        quarantine.asOwner(name, owner, () -> {
            quarantine.confirm(name, mark.run(), mark.batch());
            quarantine.forgetAfter(name, mark.run(), mark.batch());
        });
    }

    /** Where rows show when a run is finished, those of one that ended half-way would show with a single row. */
    void refuseUnfinished(Writer writer, SyncJob job) {
        if (!writer.showsAtOnce() && !mark.finished() && mark.run() > 0) {
            throw new HubException(SyncError.RUN_UNFINISHED, Map.of("job", job.name()));
        }
    }

    /** Commits single rows beside the runs: the job's position and counts stay as its last run left them. */
    void commit(Writer writer, SyncJob job, RunTools tools, boolean finish) {
        Runnable act = () -> {
            writer.commit(mark.position(), mark.counts());
            if (finish) {
                writer.finish(mark.counts());
            }
        };
        if (writer.keepsCheckpoint()) {
            act.run();
        } else {
            tools.quarantine().asOwner(job.name(), owner, act);
        }
    }
}
