package vn.lienthong.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.store.Together;

/**
 * Counts calls by agreement, in the minute and the day of the database's clock: one row for all nodes, so that two nodes do not let in
 * twice as many. What the minute refuses does not count for the day. Calls that come to a node at the same time are counted together.
 *
 * <p>Counting does not wait for the disk: the entry of the journal, without which no call is answered, comes after it in the same log
 * and takes it along.
 */
@Component
class AgreementLimits {
    /** Of what is counted already it reads the row that is written, never another look at it: the nodes would lose each other's. */
    private static final String COUNT = """
            update service_limits one set
                minute = came.minute,
                in_minute = case when one.minute = came.minute then one.in_minute else 0 end + came.calls,
                day = came.day,
                in_day = case when one.day = came.day then one.in_day else 0 end + least(came.calls,
                    greatest(0, came.per_minute - case when one.minute = came.minute then one.in_minute else 0 end))
            from (
                select given.*, date_trunc('minute', now()) as minute,
                    (now() at time zone 'Asia/Ho_Chi_Minh')::date as day, set_config('synchronous_commit', 'off', true)
                from unnest(?, ?, ?) as given (key, calls, per_minute)
            ) as came
            where one.agreement = came.key
            returning one.agreement, one.in_minute, one.in_day,
                ceil(extract(epoch from one.minute + interval '1 minute' - now())) as minute_left,
                ceil(extract(epoch from (one.day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' - now())) as day_left
            """;

    private static final String BEGIN = """
            insert into service_limits (agreement, minute, in_minute, day, in_day)
            select key, date_trunc('minute', now()), 0, (now() at time zone 'Asia/Ho_Chi_Minh')::date, 0
            from unnest(?) as key order by key on conflict do nothing
            """;

    private final JdbcTemplate state;
    private final Together<Call, Verdict> together = new Together<>(this::count);

    AgreementLimits(JdbcTemplate state) {
        this.state = state;
    }

    /**
     * What a call may do.
     *
     * @param allowed whether it is let in
     * @param first whether it is the first of its minute or day that is not
     * @param seconds after how many seconds the next one may come
     */
    record Verdict(boolean allowed, boolean first, long seconds) {}

    private record Call(String key, long perMinute, long perDay) {}

    /** What stands in a key's row once its calls are counted. */
    private record Row(long inMinute, long inDay, long minuteLeft, long dayLeft) {}

    Verdict take(String key, long perMinute, long perDay) {
        return together.ask(new Call(key, perMinute, perDay));
    }

    private List<Verdict> count(List<Call> calls) {
        Map<String, List<Call>> byKey = new TreeMap<>();
        calls.forEach(call ->
                byKey.computeIfAbsent(call.key(), fresh -> new ArrayList<>()).add(call));
        Map<String, Row> rows = rows(byKey);
        Map<String, Integer> told = new HashMap<>();
        return calls.stream()
                .map(call -> verdict(
                        call, rows.get(call.key()), byKey.get(call.key()), told.merge(call.key(), 1, Integer::sum)))
                .toList();
    }

    private Map<String, Row> rows(Map<String, List<Call>> byKey) {
        Map<String, Row> rows = counted(byKey);
        Map<String, List<Call>> fresh = new TreeMap<>(byKey);
        fresh.keySet().removeAll(rows.keySet());
        if (!fresh.isEmpty()) {
            state.update(BEGIN, (Object) fresh.keySet().toArray(String[]::new));
            rows.putAll(counted(fresh));
        }
        return rows;
    }

    private Map<String, Row> counted(Map<String, List<Call>> byKey) {
        Map<String, Row> rows = new HashMap<>();
        state.query(
                COUNT,
                row -> {
                    rows.put(
                            row.getString("agreement"),
                            new Row(
                                    row.getLong("in_minute"),
                                    row.getLong("in_day"),
                                    Math.max(1, row.getLong("minute_left")),
                                    Math.max(1, row.getLong("day_left"))));
                },
                byKey.keySet().toArray(String[]::new),
                byKey.values().stream().map(List::size).map(Long::valueOf).toArray(Long[]::new),
                byKey.values().stream().map(AgreementLimits::perMinute).toArray(Long[]::new));
        return rows;
    }

    /** Calls of the same moment have the same limit, but for the moment in which it changes. */
    private static long perMinute(List<Call> calls) {
        return calls.get(calls.size() - 1).perMinute();
    }

    /** Of the calls that were counted together, the one that came in this place. */
    private static Verdict verdict(Call call, Row row, List<Call> all, int place) {
        long before = row.inMinute() - all.size();
        long letIn = Math.min(all.size(), Math.max(0, perMinute(all) - before));
        if (place > letIn) {
            return new Verdict(false, before + place == perMinute(all) + 1, row.minuteLeft());
        }
        long inDay = row.inDay() - letIn + place;
        return inDay > call.perDay()
                ? new Verdict(false, inDay == call.perDay() + 1, row.dayLeft())
                : new Verdict(true, false, 0);
    }
}
