package vn.lienthong.route;

import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Routes of services that people stopped, for all nodes: this one heeds it at once, another as soon as it looks, each two seconds. For every thread. */
@Component
class HeldServices {
    private static final Logger LOG = LoggerFactory.getLogger(HeldServices.class);

    private final JdbcClient state;
    private final Clock clock;
    private volatile Set<String> held = Set.of();

    HeldServices(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
        refresh(); // no hub answers calls of which it does not know whether they are to be answered
    }

    /** Whether calls of a route are answered by nobody. */
    boolean held(String route) {
        return held.contains(route);
    }

    @Scheduled(initialDelay = 2, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void look() {
        try {
            refresh();
        } catch (RuntimeException failed) {
            LOG.warn("Which services are stopped cannot be read for now: {}", failed.getMessage());
        }
    }

    private synchronized void refresh() {
        held = new TreeSet<>(state.sql("select route from route_standings")
                .query(String.class)
                .list());
    }

    void hold(String route, String actor, @Nullable String reason) {
        state.sql("""
                        insert into route_standings (route, actor, reason, at) values (:route, :actor, :reason, :at)
                        on conflict (route) do nothing
                        """)
                .param("route", route)
                .param("actor", actor)
                .param("reason", reason)
                .param("at", FigureStore.at(clock.instant()))
                .update();
        refresh();
    }

    void letGo(String route) {
        state.sql("delete from route_standings where route = :route")
                .param("route", route)
                .update();
        refresh();
    }
}
