package vn.lienthong.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Findable;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;
import vn.lienthong.service.Services;
import vn.lienthong.sync.SeenJobs;

/** Routes, to be found by the name of what they carry. */
@Component
class FindableRoutes implements Findable {
    private final SeenJobs jobs;
    private final Services services;
    private final MadeRouteViews made;
    private final Callers callers;

    FindableRoutes(SeenJobs jobs, Services services, MadeRouteViews made, Callers callers) {
        this.jobs = jobs;
        this.services = services;
        this.made = made;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return "route";
    }

    @Override
    public List<Found> found() {
        Stream<Found> ofJobs = jobs.all().stream().map(job -> found("sync." + job.name(), job.title()));
        Stream<Found> ofServices = services.offers().stream()
                .filter(offer -> callers.current().sees(new Owners(offer.agency())))
                .map(offer -> found(offer.id().route(), offer.title()));
        Stream<Found> ofFiles = made.all(Map.of(), Map.of()).stream().map(route -> found(route.id(), route.title()));
        return Stream.of(ofJobs, ofServices, ofFiles).flatMap(some -> some).toList();
    }

    private static Found found(String id, Text title) {
        return new Found(title, id, null, "/routes/" + id);
    }
}
