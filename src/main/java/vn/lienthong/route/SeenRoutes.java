package vn.lienthong.route;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;
import vn.lienthong.service.Services;
import vn.lienthong.sync.SeenJobs;

/** A route is its job's, or its service's. */
@Component
class SeenRoutes implements Owned {
    private static final String SYNC = "sync.";

    private final SeenJobs jobs;
    private final Services services;
    private final MadeRouteViews made;

    SeenRoutes(SeenJobs jobs, Services services, MadeRouteViews made) {
        this.made = made;
        this.jobs = jobs;
        this.services = services;
    }

    @Override
    public String kind() {
        return "route";
    }

    @Override
    public Optional<Owners> owners(String id) {
        if (id.startsWith("camel.")) {
            return made.owners(id);
        }
        return id.startsWith(SYNC) ? jobs.owners(id.substring(SYNC.length())) : service(id);
    }

    private Optional<Owners> service(String id) {
        return services.offers().stream()
                .filter(offer -> offer.id().route().equals(id))
                .findFirst()
                .map(offer -> new Owners(offer.agency()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(RouteError.UNKNOWN, Map.of("route", id));
    }
}
