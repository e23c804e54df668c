package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.SeenJobs;

/** All routes: of jobs and of services. What people do to a job's route is done to its job. */
@Component
class HubRoutes implements Routes {
    /** So long a stopped service waits for the calls under way. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final JobRouteViews jobs;
    private final ServiceRouteViews services;
    private final MadeRouteViews made;
    private final SeenJobs seen;
    private final RouteFigures figures;
    private final FailureWords words;
    private final RunControl control;
    private final HeldServices held;
    private final ServiceRoutes calls;
    private final RouteSteps steps;
    private final Journal journal;

    HubRoutes(
            JobRouteViews jobs,
            ServiceRouteViews services,
            MadeRouteViews made,
            SeenJobs seen,
            RouteFigures figures,
            FailureWords words,
            RunControl control,
            HeldServices held,
            ServiceRoutes calls,
            RouteSteps steps,
            Journal journal) {
        this.jobs = jobs;
        this.services = services;
        this.made = made;
        this.seen = seen;
        this.figures = figures;
        this.words = words;
        this.control = control;
        this.held = held;
        this.calls = calls;
        this.steps = steps;
        this.journal = journal;
    }

    @Override
    public List<RouteHealth> all(Duration span) {
        Map<String, Figures> measured = figures.all(span);
        Map<String, Tally> lately = figures.lately();
        return Stream.of(jobs.all(measured), services.all(measured, lately), made.all(measured, lately))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(RouteHealth::id))
                .toList();
    }

    @Override
    public int count() {
        return seen.all().size() + services.seen().size() + made.count();
    }

    @Override
    public long refused() {
        return made.refused();
    }

    @Override
    public Optional<RouteDetail> find(String id, Duration span) {
        return all(span).stream()
                .filter(route -> route.id().equals(id))
                .findFirst()
                .map(route -> new RouteDetail(route, steps(route, span), failures(route, span)));
    }

    private List<RouteDetail.Step> steps(RouteHealth route, Duration span) {
        Map<String, Tally> measured = figures.steps(route.id(), span);
        List<String> names = steps.of(route);
        long all = Math.max(
                1,
                names.stream()
                        .mapToLong(
                                name -> measured.getOrDefault(name, Tally.NONE).micros())
                        .sum());
        return names.stream()
                .map(name -> step(name, measured.getOrDefault(name, Tally.NONE), all))
                .toList();
    }

    private static RouteDetail.Step step(String name, Tally tally, long all) {
        return new RouteDetail.Step(
                name,
                tally.count(),
                tally.failed(),
                Times.quantile(tally.times(), 0.5),
                Times.quantile(tally.times(), 0.99),
                (double) tally.micros() / all);
    }

    private List<RouteDetail.Failure> failures(RouteHealth route, Duration span) {
        return figures.failures(route.id(), span).entrySet().stream()
                .map(entry -> words.explain(entry.getKey(), entry.getValue(), route))
                .sorted(Comparator.comparing(RouteDetail.Failure::last, Comparator.<Instant>reverseOrder()))
                .toList();
    }

    @Override
    public void start(String id, String actor) {
        RouteHealth route = get(id);
        if (route.job() != null) {
            control.resume(route.job(), actor);
            return;
        }
        record(route, "route.started", actor, null);
        held.letGo(id);
        if (route.group() == RouteHealth.Group.MADE) {
            made.heed();
        }
    }

    @Override
    public void stop(String id, String actor, @Nullable String reason) {
        RouteHealth route = get(id);
        if (route.job() != null) {
            control.stop(route.job(), actor, reason);
            return;
        }
        record(route, "route.stopped", actor, reason);
        held.hold(id, actor, reason);
        if (route.group() == RouteHealth.Group.MADE) {
            made.heed();
        } else {
            calls.drain(id, DRAIN);
        }
    }

    @Override
    public void suspend(String id, String actor, @Nullable String reason) {
        JobName job = get(id).job();
        if (job == null) {
            throw new HubException(RouteError.CANNOT_WAIT, Map.of("route", id));
        }
        control.pause(job, actor, reason);
    }

    private void record(RouteHealth route, String act, String actor, @Nullable String reason) {
        journal.record(new Journal.Entry(
                        actor,
                        act,
                        route.service() == null ? "route/" + route.id() : "service/" + route.service(),
                        "done",
                        reason,
                        Map.of())
                .withAgency(route.agency()));
    }

    private RouteHealth get(String id) {
        return all(SPAN).stream()
                .filter(route -> route.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HubException(RouteError.UNKNOWN, Map.of("route", id)));
    }
}
