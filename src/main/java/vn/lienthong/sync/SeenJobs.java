package vn.lienthong.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** The jobs as far as they are for whoever asks: those of his agencies, and those that read or write his agencies' systems. */
@Component
public class SeenJobs implements Owned {
    private final SyncJobs jobs;
    private final Connectors connectors;
    private final Follows follows;
    private final Callers callers;

    SeenJobs(SyncJobs jobs, Connectors connectors, Follows follows, Callers callers) {
        this.jobs = jobs;
        this.connectors = connectors;
        this.follows = follows;
        this.callers = callers;
    }

    /** Those that the caller may look at, by name. */
    public List<SyncJob> all() {
        Caller caller = callers.current();
        return jobs.all().stream().filter(job -> caller.sees(owners(job))).toList();
    }

    /** The names of those that the caller may look at. */
    public Set<JobName> names() {
        return all().stream().map(SyncJob::name).collect(Collectors.toSet());
    }

    /** Whether a job, be it there or gone, is for the caller. */
    public boolean sees(JobName job) {
        Caller caller = callers.current();
        return owners(job.value()).filter(caller::sees).isPresent();
    }

    @Override
    public String kind() {
        return "job";
    }

    /** Whose a job is; of one that is gone but for which a source still keeps its log, whose that source is. */
    @Override
    public Optional<Owners> owners(String id) {
        JobName name = new JobName(id);
        return jobs.find(name).map(this::owners).or(() -> follows.find(name)
                .map(left -> new Owners(agency(left.connector()).orElse(null))));
    }

    private Owners owners(SyncJob job) {
        return new Owners(
                job.agency(),
                Stream.of(job.from().dataset(), job.to().dataset())
                        .flatMap(dataset -> agency(dataset.connector()).stream())
                        .collect(Collectors.toSet()));
    }

    private Optional<AgencyCode> agency(ConnectorName connector) {
        return connectors.find(connector).map(Connector::agency);
    }

    @Override
    public HubException unknown(String id) {
        String known = all().stream().map(job -> job.name().value()).collect(Collectors.joining(", "));
        return new HubException(SyncError.JOB_UNKNOWN, Map.of("job", id, "known", known.isEmpty() ? "—" : known));
    }
}
