package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.service.CallRunner;
import vn.lienthong.service.CallSteps;
import vn.lienthong.service.ServiceId;
import vn.lienthong.service.ServicesChanged;

/**
 * Keeps one route for each version of a service and carries calls out on it. A route holds no part of a service or an agreement: a call
 * brings both along, so that what an edit changes holds from the next call.
 */
class ServiceRoutes implements CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRoutes.class);
    private static final long STOP_SECONDS = 5;

    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final RouteMeter meter;
    private final HeldServices held;
    private final FailedBook book;
    private final Set<ServiceId> there = new TreeSet<>();

    ServiceRoutes(CamelContext camel, RouteMeter meter, HeldServices held, FailedBook book) {
        this.held = held;
        this.book = book;
        this.meter = meter;
        this.camel = camel;
        this.producer = camel.createProducerTemplate();
    }

    @Override
    public void carryOut(CallSteps call) {
        Exchange exchange = send(call.service().route(), call);
        Exception failed = exchange.getException();
        if (failed instanceof RejectedExecutionException || failed instanceof CamelExchangeException) {
            throw new HubException(RouteError.SERVICE_NOT_STARTED, Map.of("service", call.service()), failed);
        }
        if (failed instanceof RuntimeException known) {
            throw known;
        }
        if (failed != null) {
            throw new HubException(
                    KernelError.INTERNAL, Map.of("what", failed.getClass().getSimpleName()), failed);
        }
    }

    private Exchange send(String route, CallSteps call) {
        meter.enter(route);
        try {
            Journey<CallSteps> journey = new Journey<>(meter, route, call);
            return producer.send("direct:" + route, sent -> sent.getMessage().setBody(journey));
        } finally {
            meter.leave(route);
        }
    }

    /** Waits until the calls under way on this node are answered, or for so long. */
    void drain(String route, Duration most) {
        Instant end = Instant.now().plus(most);
        while (meter.inFlight(route) > 0 && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Makes the routes those of these services, new ones in one batch. */
    synchronized void ensure(Collection<ServiceId> services) {
        List<ServiceId> missing =
                services.stream().filter(service -> !there.contains(service)).toList();
        List<ServiceId> gone =
                there.stream().filter(service -> !services.contains(service)).toList();
        try {
            if (!missing.isEmpty()) {
                camel.addRoutes(new ServiceRoute(missing, held, book));
                there.addAll(missing);
            }
            for (ServiceId service : gone) {
                camel.getRouteController().stopRoute(service.route(), STOP_SECONDS, TimeUnit.SECONDS);
                camel.removeRoute(service.route());
                there.remove(service);
            }
        } catch (Exception failed) {
            LOG.warn("Routes of services could not be changed: {}", failed.getMessage());
        }
    }

    @EventListener
    void servicesChanged(ServicesChanged changed) {
        ensure(changed.all());
    }
}
