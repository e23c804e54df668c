package vn.lienthong.route;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Circuit;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Owners;
import vn.lienthong.service.Services;

/** Routes of the services of whoever asks; that others may call them does not make their inside theirs. */
@Component
class ServiceRouteViews {
    private final Services services;
    private final ConnectionDoctor doctor;
    private final Partners partners;
    private final HeldServices held;
    private final RouteMeter meter;
    private final Agencies agencies;
    private final Callers callers;
    private final CamelContext camel;

    ServiceRouteViews(
            Services services,
            ConnectionDoctor doctor,
            Partners partners,
            HeldServices held,
            RouteMeter meter,
            Agencies agencies,
            Callers callers,
            CamelContext camel) {
        this.services = services;
        this.doctor = doctor;
        this.partners = partners;
        this.held = held;
        this.meter = meter;
        this.agencies = agencies;
        this.callers = callers;
        this.camel = camel;
    }

    List<Services.Offer> seen() {
        var caller = callers.current();
        return services.offers().stream()
                .filter(offer -> caller.sees(new Owners(offer.agency())))
                .toList();
    }

    /**
     * All, with what they did.
     *
     * @param lately in the last quarter of an hour
     */
    List<RouteHealth> all(Map<String, Figures> figures, Map<String, Tally> lately) {
        return seen().stream().map(offer -> view(offer, figures, lately)).toList();
    }

    private RouteHealth view(Services.Offer offer, Map<String, Figures> figures, Map<String, Tally> lately) {
        String id = offer.id().route();
        Tally calls = lately.getOrDefault(id, Tally.NONE);
        boolean stopped = held.held(id);
        Circuit circuit = offer.asks() ? partners.circuit(offer.dataset().connector()) : null;
        return new RouteHealth(
                id,
                RouteHealth.Group.SERVICE,
                offer.agency(),
                agencies.name(offer.agency()),
                offer.title(),
                null,
                offer.id().toString(),
                offer.dataset(),
                null,
                ServiceHealth.of(new ServiceHealth.Facts(
                        offer.over(),
                        stopped,
                        RouteCarriers.of(camel, id, true),
                        offer.hindrance(),
                        calls.moved() + calls.failed(),
                        calls.failed(),
                        circuit,
                        examination(offer.dataset().connector()))),
                stopped,
                null,
                null,
                null,
                meter.inFlight(id),
                figures.getOrDefault(id, Figures.NONE),
                null,
                null,
                circuit);
    }

    private ServiceHealth.Examination examination(ConnectorName connector) {
        return doctor.last(connector)
                .map(last -> new ServiceHealth.Examination(
                        last.passed(),
                        last.checks().stream()
                                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                                .findFirst()
                                .map(Check::found)
                                .orElse(null)))
                .orElse(ServiceHealth.Examination.NONE);
    }
}
