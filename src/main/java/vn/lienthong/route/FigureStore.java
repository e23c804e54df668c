package vn.lienthong.route;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The figures of routes in the hub's state. All nodes add to the same minutes. */
@Repository
class FigureStore {
    static final int MINUTE = 1;
    static final int HOUR = 60;
    static final int DAY = 24 * 60;

    /** Two rows of the same minute become one; arrays of another length are filled up with nothing. */
    private static final String ADD = """
            on conflict (route, step, span, since) do update set count = f.count + excluded.count,
                failed = f.failed + excluded.failed, moved = f.moved + excluded.moved, micros = f.micros + excluded.micros,
                most_in_flight = greatest(f.most_in_flight, excluded.most_in_flight),
                times = (select coalesce(array_agg(coalesce(a, 0) + coalesce(b, 0) order by place), '{}')
                    from unnest(f.times, excluded.times) with ordinality as both_times (a, b, place))
            """;

    private final JdbcTemplate batches;
    private final JdbcClient state;

    FigureStore(JdbcTemplate batches) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
    }

    /** Adds what was counted; in the caller's transaction, in one order for all nodes. */
    void add(Map<RouteMeter.Key, Tally> tallies) {
        List<Object[]> rows = tallies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(RouteMeter.Key::route)
                        .thenComparing(RouteMeter.Key::step)
                        .thenComparing(RouteMeter.Key::minute)))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        batches.batchUpdate("""
                insert into route_figures as f
                (route, step, span, since, count, failed, moved, micros, most_in_flight, times)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[])
                """ + ADD, rows);
    }

    private static Object[] row(RouteMeter.Key key, Tally tally) {
        return new Object[] {
            key.route(),
            key.step(),
            MINUTE,
            at(key.since()),
            tally.count(),
            tally.failed(),
            tally.moved(),
            tally.micros(),
            tally.mostInFlight(),
            "{" + String.join(",", tally.times().stream().map(String::valueOf).toList()) + "}"
        };
    }

    /**
     * Makes one row of all that are of the same hour or day, and older than a moment; in the caller's transaction.
     *
     * @return how many rows went into others
     */
    int thin(int from, int into, Instant before) {
        String unit = into == HOUR ? "hour" : "day";
        Long gone = state.sql("""
                        with gone as (delete from route_figures where span = :from
                                and since < date_trunc(:unit, cast(:before as timestamptz), 'UTC')
                                returning *, date_trunc(:unit, since, 'UTC') as begin),
                            places as (select route, step, begin, place, sum(n) as n
                                from gone, unnest(times) with ordinality as one (n, place) group by 1, 2, 3, 4),
                            joined as (select route, step, begin, array_agg(n::bigint order by place) as times
                                from places group by 1, 2, 3),
                            sums as (select route, step, begin, sum(count)::bigint as count, sum(failed)::bigint as failed,
                                    sum(moved)::bigint as moved, sum(micros)::bigint as micros, max(most_in_flight) as most
                                from gone group by 1, 2, 3),
                            added as (insert into route_figures as f
                                (route, step, span, since, count, failed, moved, micros, most_in_flight, times)
                                select route, step, :into, begin, count, failed, moved, micros, most, coalesce(times, '{}')
                                from sums left join joined using (route, step, begin) order by 1, 2, 4
                        %s)
                        select count(*) from gone
                        """.formatted(ADD))
                .param("from", from)
                .param("into", into)
                .param("unit", unit)
                .param("before", at(before))
                .query(Long.class)
                .single();
        return gone == null ? 0 : gone.intValue();
    }

    /** What all routes, or one with its steps, did since a moment, by route and step. */
    Map<Part, Tally> since(Instant start, @Nullable String route) {
        Map<Part, List<Long>> times = new HashMap<>();
        state.sql("""
                        select route, step, place, sum(n)::bigint as n
                        from route_figures, unnest(times) with ordinality as one (n, place)
                        where since >= :start and %s group by 1, 2, 3 having sum(n) > 0
                        """.formatted(which(route)))
                .param("start", at(start))
                .param("route", route)
                .query(row -> {
                    Part part = new Part(row.getString("route"), row.getString("step"));
                    List<Long> one = LongStream.concat(
                                    LongStream.generate(() -> 0).limit(row.getLong("place") - 1),
                                    LongStream.of(row.getLong("n")))
                            .boxed()
                            .toList();
                    times.merge(part, one, Times::plus);
                });
        Map<Part, Tally> tallies = new LinkedHashMap<>();
        state.sql("""
                        select route, step, sum(count)::bigint as count, sum(failed)::bigint as failed,
                            sum(moved)::bigint as moved, sum(micros)::bigint as micros, max(most_in_flight) as most,
                            max(since) as last
                        from route_figures where since >= :start and %s group by 1, 2
                        """.formatted(which(route)))
                .param("start", at(start))
                .param("route", route)
                .query(row -> {
                    Part part = new Part(row.getString("route"), row.getString("step"));
                    tallies.put(part, tally(row, times.getOrDefault(part, List.of())));
                });
        return tallies;
    }

    private static String which(@Nullable String route) {
        return route == null ? "step = '' and (cast(:route as text) is null)" : "route = :route";
    }

    /** What moved since a moment, by route and by pieces of the time since then. */
    Map<String, long[]> moved(Instant start, Duration piece, int pieces, @Nullable String route) {
        Map<String, long[]> moved = new HashMap<>();
        state.sql("""
                        select route, floor(extract(epoch from since - cast(:start as timestamptz)) / :piece)::int as place,
                            sum(moved)::bigint as moved
                        from route_figures where since >= :start and step = ''
                            and (cast(:route as text) is null or route = :route) group by 1, 2
                        """)
                .param("start", at(start))
                .param("piece", piece.toSeconds())
                .param("route", route)
                .query(row -> {
                    long[] line = moved.computeIfAbsent(row.getString("route"), name -> new long[pieces]);
                    line[Math.min(pieces - 1, row.getInt("place"))] += row.getLong("moved");
                });
        return moved;
    }

    /** A route or a step of one. */
    record Part(String route, String step) {}

    private static Tally tally(ResultSet row, List<Long> times) throws SQLException {
        return new Tally(
                row.getLong("count"),
                row.getLong("failed"),
                row.getLong("moved"),
                row.getLong("micros"),
                row.getInt("most"),
                row.getObject("last", OffsetDateTime.class).toInstant(),
                times);
    }

    /** Removes what is older; gives how many rows went. */
    int purge(Instant before, int most) {
        return state.sql("""
                        delete from route_figures where (route, step, span, since) in (select route, step, span, since
                        from route_figures where since < :before order by since limit :most)
                        """).param("before", at(before)).param("most", most).update();
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
