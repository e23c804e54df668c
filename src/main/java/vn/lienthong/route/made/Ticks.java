package vn.lienthong.route.made;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.route.failed.BegunTurns;

/** Gives each tick of a hand-made route's clock to one node of all. */
@Component
class Ticks {
    private final JdbcClient state;
    private final BegunTurns begun;
    private final Clock clock;
    private final TransactionTemplate whole;

    Ticks(JdbcClient state, BegunTurns begun, Clock clock, PlatformTransactionManager transactions) {
        this.whole = new TransactionTemplate(transactions);
        this.state = state;
        this.begun = begun;
        this.clock = clock;
    }

    /** Whether this node does what is due, and is known to have begun; another one that asks within most of the period does not. */
    boolean mine(String route, long periodMillis) {
        return Boolean.TRUE.equals(whole.execute(status -> taken(route, periodMillis)));
    }

    private boolean taken(String route, long periodMillis) {
        Instant now = clock.instant();
        boolean mine = state.sql("""
                        insert into route_made_ticks (route, at) values (:route, :now)
                        on conflict (route) do update set at = excluded.at where route_made_ticks.at <= :before
                        """)
                        .param("route", route)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("before", now.minusMillis(periodMillis * 4 / 5).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (mine) {
            begun.begins(route);
        }
        return mine;
    }
}
