package vn.lienthong.route.made;

import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.failed.Failed;

/** One turn of a route that is gone through once more: its clock is not asked, and what it has done already is not done again. */
final class TurnAgain {
    private final CamelContext camel;

    TurnAgain(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Goes through it on this thread.
     *
     * @param reached what the steps of the file reach now
     * @return how it failed; null where it went through
     */
    @Nullable
    Failed go(MadeFile file, MadeFile.Route route, TurnMemo memo, Set<String> reached) {
        for (TurnMemo.Done one : memo.done()) {
            if (one.rows() == null && !reached.contains(one.place())) {
                // under another name it would be written once more
                throw new HubException(MadeError.REPLAY_CHANGED, Map.of("route", route.id()));
            }
        }
        Route there = camel.getRoute(route.inCamel());
        if (there == null
                || !camel.getRouteController().getRouteStatus(route.inCamel()).isStarted()) {
            throw new HubException(MadeError.REPLAY_STOPPED, Map.of("route", route.id()));
        }
        Exchange exchange = there.getEndpoint().createExchange();
        exchange.setProperty(TurnMemo.PROPERTY, memo);
        if (route.timed()) {
            exchange.getMessage().setHeader("firedTime", new Date());
        }
        try {
            there.getProcessor().process(exchange);
        } catch (Exception thrown) {
            exchange.setException(thrown);
        }
        return TurnPolicy.failure(file.agency(), route, memo, exchange);
    }
}
