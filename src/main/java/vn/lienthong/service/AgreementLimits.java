package vn.lienthong.service;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts calls by agreement, in the minute and the day of the database's clock: one row for all nodes, so that two nodes do not let in
 * twice as many. What the minute refuses does not count for the day.
 */
@Component
class AgreementLimits {
    private final JdbcClient state;

    AgreementLimits(JdbcClient state) {
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

    Verdict take(String key, long perMinute, long perDay) {
        return state.sql("""
                        insert into service_limits as one (agreement, minute, in_minute, day, in_day)
                        values (:key, date_trunc('minute', now()), 1, (now() at time zone 'Asia/Ho_Chi_Minh')::date, 1)
                        on conflict (agreement) do update set
                            minute = excluded.minute,
                            in_minute = case when one.minute = excluded.minute then one.in_minute else 0 end + 1,
                            day = excluded.day,
                            in_day = case when one.day = excluded.day then one.in_day else 0 end
                                + case when one.minute = excluded.minute and one.in_minute >= :minute then 0 else 1 end
                        returning in_minute, in_day,
                            ceil(extract(epoch from minute + interval '1 minute' - now())) as minute_left,
                            ceil(extract(epoch from (day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' - now())) as day_left
                        """)
                .param("key", key)
                .param("minute", perMinute)
                .query((row, i) -> {
                    long inMinute = row.getLong("in_minute");
                    long inDay = row.getLong("in_day");
                    if (inMinute > perMinute) {
                        return new Verdict(false, inMinute == perMinute + 1, Math.max(1, row.getLong("minute_left")));
                    }
                    return inDay > perDay
                            ? new Verdict(false, inDay == perDay + 1, Math.max(1, row.getLong("day_left")))
                            : new Verdict(true, false, 0);
                })
                .single();
    }
}
