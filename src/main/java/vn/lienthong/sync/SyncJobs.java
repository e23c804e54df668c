package vn.lienthong.sync;

import java.util.List;
import java.util.Optional;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.JobName;

/** The sync jobs: those of files, which win, and those registered in the hub. */
public interface SyncJobs {
    /** All, by name. */
    List<SyncJob> all();

    /** The job of this name. */
    Optional<SyncJob> find(JobName name);

    /**
     * The job of this name.
     *
     * @throws vn.lienthong.kernel.HubException NOT_FOUND naming the nearest
     */
    SyncJob get(JobName name);

    /** What is wrong in the files; the last good version of such a file stays in effect. */
    List<Problem> problems();

    /** Why a job may not run, as far as it shows without its systems: what it would carry out of its agency, or into lesser care. */
    default List<Problem> hindrances(SyncJob job) {
        return List.of();
    }
}
