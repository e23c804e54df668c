package vn.lienthong.sync;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Findable;

/** Sync jobs, to be found by name. */
@Component
class FindableJobs implements Findable {
    private final SeenJobs jobs;
    private final Agencies agencies;

    FindableJobs(SeenJobs jobs, Agencies agencies) {
        this.jobs = jobs;
        this.agencies = agencies;
    }

    @Override
    public String kind() {
        return "job";
    }

    @Override
    public List<Found> found() {
        return jobs.all().stream()
                .map(job ->
                        new Found(job.title(), job.name().value(), agencies.name(job.agency()), "/jobs/" + job.name()))
                .toList();
    }
}
