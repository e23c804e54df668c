package vn.lienthong.route.failed;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Turns of hand-made routes that a clock began on some node and that are not over. A node keeps a lease on its own by the database's
 * clock: what runs out died with its node. Thread-safe.
 */
@Repository
public class BegunTurns {
    private final UUID node = UUID.randomUUID();
    private final Set<String> here = ConcurrentHashMap.newKeySet();
    private final JdbcClient state;

    BegunTurns(JdbcClient state) {
        this.state = state;
    }

    /** A turn of a route begins on this node; called before it does anything. */
    public void begins(String route) {
        here.add(route);
        state.sql("""
                        insert into route_made_turns (route, node, begun_at, leased_until)
                        values (:route, :node, now(), now() + interval '60 seconds') on conflict (route, node) do update set
                            begun_at = excluded.begun_at, leased_until = excluded.leased_until
                        """).param("route", route).param("node", node).update();
    }

    /** It is over, and what had to be kept of it is kept. */
    void ends(String route) {
        if (here.remove(route)) {
            state.sql("delete from route_made_turns where route = :route and node = :node")
                    .param("route", route)
                    .param("node", node)
                    .update();
        }
    }

    /** Those of this node go on. */
    public void renew() {
        if (!here.isEmpty()) {
            state.sql("""
                            update route_made_turns set leased_until = now() + interval '60 seconds'
                            where node = :node and route = any (:routes::text[])
                            """)
                    .param("node", node)
                    .param("routes", here.toArray(String[]::new))
                    .update();
        }
    }

    /** Takes the routes of those whose node died out. In the caller's transaction, in which they are written down elsewhere. */
    public List<String> died() {
        return state.sql("delete from route_made_turns where leased_until < now() returning route")
                .query(String.class)
                .list();
    }
}
