package vn.lienthong.sync;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** A run is its job's; one of a job that is gone is nobody's any more. */
@Component
class SeenRuns implements Owned {
    private final Runs runs;
    private final SeenJobs jobs;

    SeenRuns(Runs runs, SeenJobs jobs) {
        this.runs = runs;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return "run";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return number(id).flatMap(runs::find).map(run -> jobs.owners(run.job().value())
                .orElse(new Owners(null)));
    }

    private static Optional<Long> number(String id) {
        return id.matches("\\d{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(SyncError.RUN_UNKNOWN, Map.of("run", id));
    }
}
