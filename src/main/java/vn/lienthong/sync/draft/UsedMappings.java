package vn.lienthong.sync.draft;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.sync.SyncJobsChanged;

/** Keeps each text of a job that comes into use as a version, wherever it comes from. */
@Component
class UsedMappings {
    private final SyncJobs jobs;
    private final MappingVersions versions;
    private final MappingDrafts drafts;

    UsedMappings(SyncJobs jobs, MappingVersions versions, MappingDrafts drafts) {
        this.jobs = jobs;
        this.versions = versions;
        this.drafts = drafts;
    }

    @EventListener
    void changed(SyncJobsChanged change) {
        List<SyncJob> changed = change.changed().stream()
                .map(jobs::find)
                .flatMap(Optional::stream)
                .toList();
        if (!changed.isEmpty()) {
            versions.inUse(changed);
            changed.forEach(job -> drafts.arrived(job.name(), job.yaml()));
        }
    }

    /** What was there before anybody listened. */
    @EventListener(ApplicationReadyEvent.class)
    void started() {
        versions.inUse(jobs.all());
    }
}
