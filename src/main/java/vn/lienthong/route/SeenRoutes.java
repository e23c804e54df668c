package vn.lienthong.route;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;
import vn.lienthong.sync.SeenJobs;

/** A route is its job's. */
@Component
class SeenRoutes implements Owned {
    private static final String SYNC = "sync.";

    private final SeenJobs jobs;

    SeenRoutes(SeenJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return "route";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.startsWith(SYNC) ? jobs.owners(id.substring(SYNC.length())) : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(RouteError.UNKNOWN, Map.of("route", id));
    }
}
