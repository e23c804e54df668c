package vn.lienthong.route.made;

import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
        Stream<String> writes = Stream.concat(
                memo.done().stream().filter(one -> one.rows() == null).map(TurnMemo.Done::place),
                memo.asked().keySet().stream());
        if (!writes.allMatch(place -> there(file, route, place, reached))) {
            // under another name it would be written once more
            throw new HubException(MadeError.REPLAY_CHANGED, Map.of("route", route.id()));
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

    /** Whether the same steps still lead to the same place. */
    private static boolean there(MadeFile file, MadeFile.Route began, String place, Set<String> reached) {
        String[] way = place.split(TurnMemo.AFTER);
        String last = way[way.length - 1];
        return reached.contains(last)
                && (way.length > 1 || last.startsWith(began.id() + " "))
                && Arrays.stream(way).limit(way.length - 1L).allMatch(file::has);
    }
}
