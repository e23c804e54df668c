package vn.lienthong.sync;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Caller;
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

    /**
     * Registers or replaces a job of the hub.
     *
     * @throws vn.lienthong.document.DocumentException when something is wrong in it
     * @throws vn.lienthong.kernel.HubException CONFLICT when a file holds a job of this name; DENIED unless the caller may write
     *     jobs of the agency that answers for it and of those whose systems it reads and writes
     */
    SyncJob register(String yaml, Caller caller);

    /** Removes a job of the hub; a job of a file is refused. */
    void remove(JobName name, String actor, @Nullable String reason);
}
