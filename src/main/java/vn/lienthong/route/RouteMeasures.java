package vn.lienthong.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Measured;
import vn.lienthong.kernel.Readings;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.JobLooks;

/** Routes, their steps and the jobs that they carry out, as the page of routes shows them. */
@Component
class RouteMeasures implements Measured {
    private static final String[] ROUTE = {"route", "agency", "group"};

    static final Measure STATE = Measure.now(
            "lienthong_route_state",
            "How a route does, as the console says it: 1 for that state, 0 for the others",
            "route",
            "agency",
            "group",
            "state");
    static final Measure TURNS = Measure.timed(
            "lienthong_route_turn_seconds", "How long turns took: batches of a job, calls of a service", ROUTE);
    static final Measure FAILED = Measure.counted(
            "lienthong_route_turns_failed_total", "Turns in vain; what is refused rightly is none", ROUTE);
    static final Measure MOVED = Measure.counted(
            "lienthong_route_moved_total", "What went through: rows read by a job, calls answered by a service", ROUTE);
    static final Measure IN_FLIGHT =
            Measure.now("lienthong_route_in_flight", "Messages on a route of this node now", ROUTE);
    static final Measure STEP_TURNS =
            Measure.counted("lienthong_step_turns_total", "How often a step did its work", "route", "agency", "step");
    static final Measure STEP_FAILED =
            Measure.counted("lienthong_step_turns_failed_total", "How often in vain", "route", "agency", "step");
    static final Measure STEP_SECONDS = Measure.counted(
            "lienthong_step_seconds_total", "All time that a step took, in seconds", "route", "agency", "step");

    private final JobLooks looks;
    private final JobRouteViews jobs;
    private final ServiceRouteViews services;
    private final MadeRouteViews made;
    private final RouteSteps steps;
    private final RouteFigures figures;
    private final RouteMeter meter;
    private final JobMeasures ofJobs;

    RouteMeasures(
            JobLooks looks,
            JobRouteViews jobs,
            ServiceRouteViews services,
            MadeRouteViews made,
            RouteSteps steps,
            RouteFigures figures,
            RouteMeter meter,
            JobMeasures ofJobs) {
        this.looks = looks;
        this.jobs = jobs;
        this.services = services;
        this.made = made;
        this.steps = steps;
        this.figures = figures;
        this.meter = meter;
        this.ofJobs = ofJobs;
    }

    @Override
    public List<Measure> measures() {
        return Stream.concat(
                        Stream.of(STATE, TURNS, FAILED, MOVED, IN_FLIGHT, STEP_TURNS, STEP_FAILED, STEP_SECONDS),
                        JobMeasures.ALL.stream())
                .toList();
    }

    @Override
    public void read(Readings readings) {
        List<JobFacts> facts = looks.all();
        Map<String, Tally> lately = figures.lately();
        Stream.of(jobs.all(facts, Map.of()), services.all(Map.of(), lately), made.all(Map.of(), lately))
                .flatMap(List::stream)
                .forEach(route -> tell(route, readings));
        ofJobs.read(facts, readings);
    }

    private void tell(RouteHealth route, Readings readings) {
        String group = route.group().name().toLowerCase(Locale.ROOT);
        String[] tags = {route.id(), route.agency().value(), group};
        for (Health.State state : Health.State.values()) {
            readings.tell(
                    STATE,
                    state == route.health().state() ? 1 : 0,
                    route.id(),
                    route.agency().value(),
                    group,
                    state.name().toLowerCase(Locale.ROOT));
        }
        Tally whole = meter.total(new FigureStore.Part(route.id(), RouteMeter.WHOLE));
        readings.tell(
                TURNS, new Readings.Spread(Times.octaves(), Times.byOctave(whole.times()), whole.micros() / 1e6), tags);
        readings.tell(FAILED, whole.failed(), tags);
        readings.tell(MOVED, whole.moved(), tags);
        readings.tell(IN_FLIGHT, route.inFlight(), tags);
        for (String step : steps.of(route)) {
            String[] ofStep = {route.id(), route.agency().value(), step};
            Tally did = meter.total(new FigureStore.Part(route.id(), step));
            readings.tell(STEP_TURNS, did.count(), ofStep);
            readings.tell(STEP_FAILED, did.failed(), ofStep);
            readings.tell(STEP_SECONDS, did.micros() / 1e6, ofStep);
        }
    }
}
