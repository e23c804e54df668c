package vn.lienthong.route.made;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Counts the turns of one route, and lets a tick of its clock take effect on one node only. */
final class TurnPolicy extends RoutePolicySupport {
    private static final String FROM = "CamelLienthongFrom.";

    private final MadeFile.Route route;
    private final Turns turns;
    private final Ticks ticks;

    TurnPolicy(MadeFile.Route route, Turns turns, Ticks ticks) {
        this.route = route;
        this.turns = turns;
        this.ticks = ticks;
    }

    @Override
    public void onExchangeBegin(Route camel, Exchange exchange) {
        if (route.timed() && !ticks.mine(route.id(), route.periodMillis())) {
            exchange.setRouteStop(true);
            return;
        }
        turns.begins(route.id());
        exchange.setProperty(FROM + route.id(), System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route camel, Exchange exchange) {
        Long from = exchange.getProperty(FROM + route.id(), Long.class);
        if (from == null) {
            return;
        }
        Exception thrown = exchange.getException();
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        boolean failed = thrown != null || caught != null;
        long moved = exchange.getProperty(ConnectorEndpoint.MOVED, 0L, Long.class);
        turns.ends(route.id(), System.nanoTime() - from, failed, failed ? 0 : moved);
    }
}
