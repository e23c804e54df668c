package vn.lienthong.route.made;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.route.failed.Failed;

/** Counts the turns of one route, lets a tick of its clock take effect on one node only, and writes down what failed of those it began. */
final class TurnPolicy extends RoutePolicySupport {
    private static final Logger LOG = LoggerFactory.getLogger(TurnPolicy.class);
    private static final String FROM = "CamelLienthongFrom.";
    private static final String BEGUN_BY = "CamelLienthongBegunBy";

    /** In place of the route that began it. */
    private static final String TAKEN_UP = "";

    private static final String MEMO_BEFORE = "CamelLienthongMemoBefore.";

    private final MadeFile file;
    private final MadeFile.Route route;
    private final MadeTools tools;

    TurnPolicy(MadeFile file, MadeFile.Route route, MadeTools tools) {
        this.file = file;
        this.route = route;
        this.tools = tools;
    }

    @Override
    public void onExchangeBegin(Route camel, Exchange exchange) {
        TurnMemo memo = exchange.getProperty(TurnMemo.PROPERTY, TurnMemo.class);
        boolean again = memo != null && memo.again();
        if (route.timed() && !again && !mine()) {
            exchange.setRouteStop(true);
            return;
        }
        if (memo == null) {
            exchange.setProperty(TurnMemo.PROPERTY, new TurnMemo());
            exchange.setProperty(BEGUN_BY, route.id());
        } else if (exchange.getProperty(BEGUN_BY) != null) {
            exchange.setProperty(MEMO_BEFORE + route.id(), memo);
            exchange.setProperty(
                    TurnMemo.PROPERTY,
                    memo.beyond(file.step(exchange.getExchangeExtension().getHistoryNodeId())));
        } else {
            exchange.setProperty(BEGUN_BY, TAKEN_UP);
        }
        tools.turns().begins(route.id());
        exchange.setProperty(FROM + route.id(), System.nanoTime());
    }

    /** Where nobody can tell whose a tick is it is nobody's: Camel would go on with a turn of which nothing is kept. */
    private boolean mine() {
        try {
            return tools.ticks().mine(route.id(), route.periodMillis());
        } catch (RuntimeException unknown) {
            LOG.warn(
                    "A turn of route {} does not begin: {}",
                    route.id(),
                    unknown.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void onExchangeDone(Route camel, Exchange exchange) {
        Long from = exchange.getProperty(FROM + route.id(), Long.class);
        if (from == null) {
            return;
        }
        Object before = exchange.removeProperty(MEMO_BEFORE + route.id());
        if (before != null) {
            exchange.setProperty(TurnMemo.PROPERTY, before);
        }
        Failed failed = failure(file.agency(), route, TurnMemo.of(exchange), exchange);
        long moved = exchange.getProperty(ConnectorEndpoint.MOVED, 0L, Long.class);
        if (route.id().equals(exchange.getProperty(BEGUN_BY))) {
            if (failed != null) {
                tools.book().failed(failed);
            } else {
                tools.book().wentThrough(route.id());
            }
        }
        boolean inVain = why(exchange) != null;
        tools.turns().ends(route.id(), System.nanoTime() - from, inVain, inVain ? 0 : moved);
    }

    private static @Nullable Throwable why(Exchange exchange) {
        Exception thrown = exchange.getException();
        return thrown != null ? thrown : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    }

    /** How a turn failed, a branch of it included; null where it went through. */
    static @Nullable Failed failure(AgencyCode agency, MadeFile.Route route, TurnMemo memo, Exchange exchange) {
        TurnMemo.Failure failure = memo.failure();
        Throwable why = failure == null ? why(exchange) : failure.why();
        if (why == null) {
            return null;
        }
        Rows rows = failure == null ? null : failure.rows();
        return new Failed(
                route.id(),
                agency,
                failure == null ? "" : failure.reach().step(),
                failure == null ? null : failure.reach().dataset().toString(),
                why,
                null,
                null,
                rows == null ? 0 : rows.batch().size(),
                rows == null ? List.of() : TurnKeys.of(failure.reach(), rows),
                memo.empty() ? null : TurnContent.write(memo.done(), memo.asked()),
                memo.unknown());
    }
}
