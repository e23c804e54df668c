package vn.lienthong.sync;

import java.util.Set;
import vn.lienthong.kernel.JobName;

/**
 * Jobs were added, changed or removed, in files or in the hub.
 *
 * @param changed new or altered jobs
 * @param removed jobs that are gone
 */
public record SyncJobsChanged(Set<JobName> changed, Set<JobName> removed) {}
