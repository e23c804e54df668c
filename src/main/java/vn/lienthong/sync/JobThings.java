package vn.lienthong.sync;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Jobs for which agencies answer. */
@Component
class JobThings implements AgencyThings {
    private static final Text JOB = new Text("tác vụ", "job");

    private final SyncJobs jobs;

    JobThings(SyncJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Set<AgencyCode> agencies() {
        return jobs.all().stream().map(SyncJob::agency).collect(Collectors.toSet());
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return jobs.all().stream()
                .filter(job -> job.agency().equals(agency))
                .map(job -> new Thing(JOB, job.name().value()))
                .toList();
    }
}
