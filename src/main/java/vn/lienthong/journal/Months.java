package vn.lienthong.journal;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal's table of each month. */
final class Months {
    private final JdbcClient state;

    Months(JdbcClient state) {
        this.state = state;
    }

    /**
     * Makes the table of a month before its first entry is written. Called by whoever holds the journal's lock, each time: what a
     * transaction made is gone when it is undone.
     */
    void ensure(Instant at) {
        YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
        String table = "journal_entries_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        if (!exists(table)) {
            state.sql("create table " + table + " partition of journal_entries for values from ('" + month
                            + "-01 00:00:00+00') to ('" + month.plusMonths(1) + "-01 00:00:00+00')")
                    .update();
        }
    }

    private boolean exists(String table) {
        return state.sql("select to_regclass(?) is not null")
                .param(table)
                .query(Boolean.class)
                .single();
    }
}
