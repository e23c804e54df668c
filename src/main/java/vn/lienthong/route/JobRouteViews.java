package vn.lienthong.route;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.JobLooks;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunProgress;
import vn.lienthong.sync.SyncJob;

/** Routes of the jobs that are for whoever asks. How they do is what the sync room says of their jobs. */
@Component
class JobRouteViews {
    private final JobLooks looks;
    private final RunControl control;
    private final RouteMeter meter;
    private final Agencies agencies;
    private final Clock clock;

    JobRouteViews(JobLooks looks, RunControl control, RouteMeter meter, Agencies agencies, Clock clock) {
        this.looks = looks;
        this.control = control;
        this.meter = meter;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** All, with what they did. */
    List<RouteHealth> all(Map<String, Figures> figures) {
        return all(looks.all(), figures);
    }

    /** The same of jobs that somebody has looked at. */
    List<RouteHealth> all(List<JobFacts> looked, Map<String, Figures> figures) {
        return looked.stream().map(facts -> view(facts, figures)).toList();
    }

    private RouteHealth view(JobFacts facts, Map<String, Figures> figures) {
        SyncJob job = facts.job();
        String id = JobRoute.id(job.name());
        Run newest = facts.newest();
        boolean active = newest != null && newest.state().active();
        return new RouteHealth(
                id,
                job.follows() ? RouteHealth.Group.FOLLOW : RouteHealth.Group.SYNC,
                job.agency(),
                agencies.name(job.agency()),
                job.title(),
                job.name(),
                null,
                job.from().dataset(),
                job.to().dataset(),
                facts.health(clock.instant()),
                facts.standing() != RunControl.Standing.ON,
                active ? newest.id() : null,
                facts.good() == null ? null : facts.good().finished(),
                facts.due(),
                meter.inFlight(id),
                figures(figures.getOrDefault(id, Figures.NONE), active && meter.inFlight(id) > 0 ? newest : null),
                newest == null ? null : newest.failure(),
                job.follows() && facts.followed() != null ? follow(facts.followed()) : null,
                null);
    }

    /** While a run is at work on this node its own speed is the truer one. */
    private Figures figures(Figures measured, @Nullable Run active) {
        return active == null
                ? measured
                : control.progress(active.id())
                        .map(RunProgress::rowsPerSecond)
                        .map(measured::with)
                        .orElse(measured);
    }

    private RouteHealth.Following follow(Follows.Standing followed) {
        var seen = followed.backlog();
        return new RouteHealth.Following(
                followed.inStep(),
                followed.silent(clock.instant()),
                seen == null ? null : seen.keptBytes(),
                followed.percentOfCap(),
                seen == null ? null : seen.lastChange());
    }
}
