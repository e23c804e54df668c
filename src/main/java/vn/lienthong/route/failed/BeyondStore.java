package vn.lienthong.route.failed;

import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many exchanges failed and could not be kept any more, in the hub's state. */
@Repository
class BeyondStore {
    private final JdbcClient state;

    BeyondStore(JdbcClient state) {
        this.state = state;
    }

    /** What cannot be kept any more is counted. */
    void add(String route, String agency, String code, long count, Instant first, Instant last) {
        state.sql("""
                        insert into route_failed_beyond as b (route, agency, code, count, first, last)
                        values (:route, :agency, :code, :count, :first, :last) on conflict (route, agency, code) do update set
                            count = b.count + excluded.count, last = greatest(b.last, excluded.last)
                        """)
                .param("route", route)
                .param("agency", agency)
                .param("code", code)
                .param("count", count)
                .param("first", FailedStore.at(first))
                .param("last", FailedStore.at(last))
                .update();
    }

    /** How many of a route and these agencies were counted and not kept; of all routes where the route is empty. */
    long of(String route, Collection<String> agencies) {
        return state.sql("""
                        select coalesce(sum(count), 0)::bigint from route_failed_beyond
                        where (:route = '' or route = :route) and agency = any (:agencies::text[])
                        """)
                .param("route", route)
                .param("agencies", agencies.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
