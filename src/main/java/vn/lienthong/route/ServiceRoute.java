package vn.lienthong.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.failed.Failed;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.service.CallSteps;
import vn.lienthong.service.ServiceId;

/**
 * The routes of published services: each step of a call is a step of its route. What travels is the call itself. An exchange carries no
 * headers: what a caller writes into his can steer no step and no component.
 */
final class ServiceRoute extends RouteBuilder {
    /** The steps in order. */
    static final List<String> STEPS = List.of("permit", "count", "ask", "find", "record");

    private final Collection<ServiceId> services;
    private final HeldServices held;
    private final FailedBook book;

    ServiceRoute(Collection<ServiceId> services, HeldServices held, FailedBook book) {
        this.services = services;
        this.held = held;
        this.book = book;
    }

    @Override
    public void configure() {
        services.forEach(this::route);
    }

    private void route(ServiceId service) {
        String id = service.route();
        from("direct:" + id)
                .routeId(id)
                .errorHandler(noErrorHandler())
                .removeHeaders("*")
                .id(id + ".headers")
                .process(step("permit", call -> permit(id, call)))
                .id(id + ".permit")
                .process(step("count", CallSteps::count))
                .id(id + ".count")
                .process(step("ask", CallSteps::ask))
                .id(id + ".ask")
                .process(step("find", CallSteps::find))
                .id(id + ".find")
                .process(step("record", CallSteps::record))
                .id(id + ".record")
                .process(exchange -> turn(id, journey(exchange)))
                .id(id + ".counted");
    }

    /** Only who may call learns that a service is stopped. */
    private void permit(String route, CallSteps call) {
        call.permit();
        if (held.held(route)) {
            call.hold(new HubException(RouteError.SERVICE_STOPPED, Map.of("service", call.service())));
        }
    }

    private static Processor step(String name, Consumer<CallSteps> work) {
        return exchange -> {
            Journey<CallSteps> journey = journey(exchange);
            journey.step(name, work);
            HubException failure = journey.carried().failure();
            if (failure != null && failure.code() != RouteError.SERVICE_STOPPED) {
                journey.fails(name, failure);
            }
        };
    }

    /** What is refused rightly moves nothing, and is no failure. */
    private void turn(String route, Journey<CallSteps> journey) {
        CallSteps call = journey.carried();
        String step = journey.failing();
        journey.turn(call.answered() ? 1 : 0);
        CallSteps.Asking asking = call.asking();
        HubException failure = call.failure();
        if (asking == null || failure != null && failure.code() == RouteError.SERVICE_STOPPED) {
            return;
        }
        if (failure != null) {
            book.failed(new Failed(
                    route,
                    asking.agency(),
                    step == null ? "" : step,
                    null,
                    failure,
                    asking.asker(),
                    asking.under(),
                    0,
                    asking.keys(),
                    null,
                    false));
        } else if (call.answered()) {
            book.answered(route, asking.asker(), asking.keys());
        }
    }

    @SuppressWarnings("unchecked")
    private static Journey<CallSteps> journey(Exchange exchange) {
        return exchange.getMessage().getBody(Journey.class);
    }
}
