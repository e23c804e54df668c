package vn.lienthong.route;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.management.InstanceNotFoundException;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedProcessorMBean;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.JobLooks;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunProgress;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.SyncJob;

/** Judges routes by what their runs did, and measures them by Camel's own counters. */
final class SyncRoutes implements Routes {
    /** A job may be late by this much of its interval, and this long, before anybody is bothered. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final CamelContext camel;
    private final JobLooks looks;
    private final RunControl control;
    private final Throughput throughput;
    private final Clock clock;

    SyncRoutes(CamelContext camel, JobLooks looks, RunControl control, Throughput throughput, Clock clock) {
        this.camel = camel;
        this.looks = looks;
        this.control = control;
        this.throughput = throughput;
        this.clock = clock;
    }

    @Override
    public List<RouteHealth> all() {
        return looks.all().stream().map(this::health).toList();
    }

    @Override
    public Optional<RouteHealth> find(String id) {
        return all().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    @Override
    public void start(String id, String actor) {
        control.resume(job(id), actor);
    }

    @Override
    public void stop(String id, String actor, @Nullable String reason) {
        control.stop(job(id), actor, reason);
    }

    @Override
    public void suspend(String id, String actor, @Nullable String reason) {
        control.pause(job(id), actor, reason);
    }

    private JobName job(String id) {
        return find(id).map(RouteHealth::job)
                .orElseThrow(() -> new HubException(RouteError.UNKNOWN, Map.of("route", id)));
    }

    private RouteHealth health(JobFacts facts) {
        SyncJob job = facts.job();
        Run newest = facts.newest();
        Follows.Standing followed = facts.followed();
        Instant lastSuccess = facts.good() == null ? null : facts.good().finished();
        boolean active = newest != null && newest.state().active();
        String id = JobRoute.id(job.name());
        return new RouteHealth(
                id,
                job.name(),
                job.title(),
                job.from().dataset(),
                job.to().dataset(),
                job.follows() ? following(facts) : state(facts, lastSuccess),
                active ? newest.id() : null,
                lastSuccess,
                facts.due(),
                throughput.rowsPerMinute(job.name()),
                active
                        ? control.progress(newest.id())
                                .map(RunProgress::rowsPerSecond)
                                .orElse(0.0)
                        : 0,
                camel.getInflightRepository().size(id),
                failures(id),
                newest == null ? null : newest.failure(),
                steps(job.name()),
                job.follows() && followed != null ? follow(followed) : null);
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

    /** A job that follows has no success to be late for: it is well while its source is heard and everything has arrived. */
    private RouteState following(JobFacts facts) {
        Run newest = facts.newest();
        RunControl.Standing standing = facts.standing();
        boolean active = newest != null && newest.state().active();
        if (!active && standing != RunControl.Standing.ON) {
            return standing == RunControl.Standing.STOPPED ? RouteState.STOPPED : RouteState.SUSPENDED;
        }
        if (newest == null) {
            return RouteState.NEW;
        }
        return switch (newest.state()) {
            case RUNNING -> heard(newest, facts.followed());
            case WAITING -> RouteState.WAITING;
            // whatever the reason, changes do not arrive
            case FAILED, PAUSED -> RouteState.FAILED;
            default -> RouteState.STARTING;
        };
    }

    private RouteState heard(Run running, Follows.@Nullable Standing followed) {
        if (followed == null || !followed.heardIn(running)) {
            return RouteState.RUNNING;
        }
        if (followed.silent(clock.instant())) {
            return RouteState.FAILED;
        }
        if (!followed.inStep()) {
            return RouteState.RUNNING;
        }
        return followed.warning().equals("ok") ? RouteState.GOOD : RouteState.LATE;
    }

    private RouteState state(JobFacts facts, @Nullable Instant lastSuccess) {
        SyncJob job = facts.job();
        Run newest = facts.newest();
        RunControl.Standing standing = facts.standing();
        if (newest != null && newest.state().active()) {
            return switch (newest.state()) {
                case PLANNED -> RouteState.STARTING;
                case PAUSED -> RouteState.RETRYING;
                case WAITING -> RouteState.WAITING;
                default -> RouteState.RUNNING;
            };
        }
        if (standing != RunControl.Standing.ON) {
            return standing == RunControl.Standing.STOPPED ? RouteState.STOPPED : RouteState.SUSPENDED;
        }
        if (newest != null && newest.state() == RunState.FAILED) {
            return RouteState.FAILED;
        }
        if (lastSuccess == null) {
            return RouteState.NEW;
        }
        return late(job, lastSuccess) ? RouteState.LATE : RouteState.GOOD;
    }

    private boolean late(SyncJob job, Instant lastSuccess) {
        if (job.timing() == null) {
            return false;
        }
        // the start after the last good end, and the usual time a run may take, are behind us
        Instant expected = job.timing().next(lastSuccess);
        Duration patience = job.timing().interval(lastSuccess).dividedBy(2).plus(GRACE);
        return clock.instant().isAfter(expected.plus(patience));
    }

    private long failures(String route) {
        ManagedRouteMBean managed = managed().getManagedRoute(route);
        return managed == null ? 0 : counted(managed::getExchangesFailed);
    }

    private List<RouteHealth.Step> steps(JobName job) {
        List<Measured> measured =
                JobRoute.STEPS.stream().map(step -> measure(job, step)).toList();
        long all = Math.max(1, measured.stream().mapToLong(Measured::millis).sum());
        return measured.stream()
                .map(step -> new RouteHealth.Step(
                        step.id(),
                        step.count(),
                        step.failures(),
                        Duration.ofMillis(step.count() == 0 ? 0 : step.millis() / step.count()),
                        (double) step.millis() / all))
                .toList();
    }

    private Measured measure(JobName job, String step) {
        ManagedProcessorMBean managed = managed().getManagedProcessor(JobRoute.stepId(job, step));
        if (managed == null) {
            return new Measured(step, 0, 0, 0);
        }
        return new Measured(
                step,
                counted(managed::getExchangesTotal),
                counted(managed::getExchangesFailed),
                counted(managed::getTotalProcessingTime));
    }

    private ManagedCamelContext managed() {
        return camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
    }

    /** What a counter of Camel's says; 0 where its route is taken away while it is asked, as for a route that has none. */
    static long counted(Callable<Long> counter) {
        try {
            return counter.call();
        } catch (UndeclaredThrowableException asked) {
            if (asked.getUndeclaredThrowable() instanceof InstanceNotFoundException) {
                return 0;
            }
            throw asked;
        } catch (Exception unforeseen) {
            throw new IllegalStateException(unforeseen);
        }
    }

    private record Measured(String id, long count, long failures, long millis) {}
}
