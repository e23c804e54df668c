package vn.lienthong.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.sync.JobRunner;
import vn.lienthong.sync.RunSteps;
import vn.lienthong.sync.SyncJobsChanged;

/**
 * Keeps one route for each job and carries runs out on it. A route holds no part of a job's definition: a run brings it along. So
 * an edited job needs no new route and disturbs no run at work; what an edit changes holds from the next run.
 */
class JobRoutes implements JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRoutes.class);
    /** A removed job's run is let go after so long; it is resumed or refused by the sync room. */
    private static final long STOP_SECONDS = 5;

    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final RouteMeter meter;

    JobRoutes(CamelContext camel, RouteMeter meter) {
        this.camel = camel;
        this.producer = camel.createProducerTemplate();
        this.meter = meter;
    }

    @Override
    public void carryOut(RunSteps run) {
        ensure(List.of(run.job()));
        Exchange exchange = send(JobRoute.id(run.job()), new RunJourney(meter, run));
        Exception failed = exchange.getException();
        if (failed instanceof RejectedExecutionException || failed instanceof CamelExchangeException) {
            // the hub is starting or stopping: the run waits and goes on by itself
            throw new HubException(RouteError.NOT_STARTED, Map.of("job", run.job()), failed);
        }
        if (failed instanceof RuntimeException known) {
            throw known;
        }
        if (failed != null) {
            throw unexpected(failed);
        }
    }

    private Exchange send(String route, RunJourney journey) {
        meter.enter(route);
        try {
            return producer.send("direct:" + route, sent -> sent.getMessage().setBody(journey));
        } finally {
            meter.leave(route);
        }
    }

    /** A route that is added while the routes are starting never gets its consumer. */
    @Override
    public boolean ready() {
        return camel.getStatus().isStarted();
    }

    @Override
    public Carrier carrier(JobName job) {
        return RouteCarriers.of(camel, JobRoute.id(job), false);
    }

    /** Adds routes for jobs that have none, all in one batch: one at a time gets slower with their number. */
    synchronized void ensure(Collection<JobName> jobs) {
        List<JobName> missing = jobs.stream()
                .filter(job -> camel.getRoute(JobRoute.id(job)) == null)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            camel.addRoutes(new JobRoute(missing));
        } catch (Exception failed) {
            throw unexpected(failed);
        }
    }

    @EventListener
    void jobsChanged(SyncJobsChanged changed) {
        ensure(changed.changed());
        changed.removed().forEach(this::remove);
    }

    private synchronized void remove(JobName job) {
        try {
            camel.getRouteController().stopRoute(JobRoute.id(job), STOP_SECONDS, TimeUnit.SECONDS);
            camel.removeRoute(JobRoute.id(job));
        } catch (Exception failed) {
            LOG.warn("Route of removed job {} could not be taken away: {}", job, failed.getMessage());
        }
    }

    private static HubException unexpected(Exception failed) {
        return new HubException(
                KernelError.INTERNAL, Map.of("what", failed.getClass().getSimpleName()), failed);
    }
}
