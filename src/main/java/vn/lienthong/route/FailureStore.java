package vn.lienthong.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.lienthong.sync.RunFailure;

/** Why steps of routes failed, in the hub's state: each kind once in five minutes, with how often. */
@Repository
class FailureStore {
    private static final long SLOT_SECONDS = 300;

    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final ObjectMapper json;

    FailureStore(JdbcTemplate batches, ObjectMapper json) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
        this.json = json;
    }

    /** Adds what was counted; in the caller's transaction, in one order for all nodes. */
    void add(Map<RouteMeter.FailureKey, RouteMeter.Failed> failures) {
        List<Object[]> rows = failures.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(RouteMeter.FailureKey::toString)))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        batches.batchUpdate("""
                insert into route_failures as f (route, step, code, connector, since, count, first, last, failure)
                values (?, ?, ?, ?, to_timestamp(?), ?, ?, ?, ?)
                on conflict (route, step, code, connector, since) do update set count = f.count + excluded.count,
                    first = least(f.first, excluded.first), last = greatest(f.last, excluded.last), failure = excluded.failure
                """, rows);
    }

    private Object[] row(RouteMeter.FailureKey key, RouteMeter.Failed failed) {
        return new Object[] {
            key.route(),
            key.step(),
            key.code(),
            key.connector(),
            failed.last().getEpochSecond() / SLOT_SECONDS * SLOT_SECONDS,
            failed.count(),
            FigureStore.at(failed.first()),
            FigureStore.at(failed.last()),
            written(failed.failure())
        };
    }

    /** Those of a route since a moment, to five minutes. */
    Map<RouteMeter.FailureKey, RouteMeter.Failed> since(String route, Instant start) {
        Map<RouteMeter.FailureKey, RouteMeter.Failed> found = new HashMap<>();
        state.sql("""
                        select step, code, connector, sum(count)::bigint as count, min(first) as first, max(last) as last,
                            (array_agg(failure order by last desc))[1] as failure
                        from route_failures where route = :route and last >= :start group by 1, 2, 3
                        """)
                .param("route", route)
                .param("start", FigureStore.at(start))
                .query(row -> {
                    found.put(
                            new RouteMeter.FailureKey(
                                    route, row.getString("step"), row.getString("code"), row.getString("connector")),
                            failed(row));
                });
        return found;
    }

    private RouteMeter.Failed failed(ResultSet row) throws SQLException {
        return new RouteMeter.Failed(
                row.getLong("count"), moment(row, "first"), moment(row, "last"), read(row.getString("failure")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private String written(RunFailure failure) {
        try {
            return json.writeValueAsString(failure);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private RunFailure read(String text) {
        try {
            return json.readValue(text, RunFailure.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Removes what is older; gives how many rows went. */
    int purge(Instant before, int most) {
        return state.sql("""
                        delete from route_failures where (route, step, code, connector, since) in
                        (select route, step, code, connector, since from route_failures
                        where last < :before order by last limit :most)
                        """)
                .param("before", FigureStore.at(before))
                .param("most", most)
                .update();
    }
}
