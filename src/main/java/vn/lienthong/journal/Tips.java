package vn.lienthong.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/** Where the journal goes on: one writer at a time, on all nodes, and a table for each month. */
final class Tips {
    private static final long LOCK = 0x6C69656E74686F6EL; // "lienthon"

    private final JdbcTemplate state;

    Tips(JdbcTemplate state) {
        this.state = state;
    }

    /**
     * The last entry.
     *
     * @param id 0 where there is none
     */
    record Tip(long id, byte[] hash) {}

    /**
     * Lets nobody else write until the transaction ends, and tells what is last then. The table of the month is made where it is
     * not there: what a transaction made is gone when it is undone, so that is looked at each time.
     */
    Tip lock(Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        String table = "journal_entries_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        return state.execute((StatementCallback<Tip>) statement -> {
            ResultSet found = locked(statement, table);
            long id = found.getLong("id");
            Tip tip = new Tip(id, id == 0 ? Link.BEGINNING : found.getBytes("hash"));
            if (!found.getBoolean("made")) {
                make(statement, table, month);
            }
            return tip;
        });
    }

    /** One way to the server and back; the second question sees what the last writer left, since it is asked behind the lock. */
    private static ResultSet locked(Statement statement, String table) throws SQLException {
        statement.execute("select pg_advisory_xact_lock(" + LOCK + "); select to_regclass('" + table
                + "') is not null as made, id, hash from (values (1)) one left join lateral"
                + " (select id, hash from journal_entries order by id desc limit 1) last on true");
        statement.getMoreResults();
        ResultSet found = statement.getResultSet();
        found.next();
        return found;
    }

    private static void make(Statement statement, String table, YearMonth month) throws SQLException {
        statement.execute("create table " + table + " partition of journal_entries for values from ('" + month
                + "-01 00:00:00+00') to ('" + month.plusMonths(1) + "-01 00:00:00+00')");
    }
}
