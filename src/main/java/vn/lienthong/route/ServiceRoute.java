package vn.lienthong.route;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
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

    ServiceRoute(Collection<ServiceId> services) {
        this.services = services;
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
                .process(step(CallSteps::permit))
                .id(id + ".permit")
                .process(step(CallSteps::count))
                .id(id + ".count")
                .process(step(CallSteps::ask))
                .id(id + ".ask")
                .process(step(CallSteps::find))
                .id(id + ".find")
                .process(step(CallSteps::record))
                .id(id + ".record");
    }

    private static Processor step(Consumer<CallSteps> work) {
        return exchange -> work.accept(call(exchange));
    }

    private static CallSteps call(Exchange exchange) {
        return exchange.getMessage().getBody(CallSteps.class);
    }
}
