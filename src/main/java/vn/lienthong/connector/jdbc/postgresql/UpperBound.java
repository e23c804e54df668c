package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * Up to when an incremental read may go, so that rows of transactions still open are not passed over for ever.
 *
 * @param moment the bound; null for none
 * @param certain whether the server told which transactions are open
 */
record UpperBound(@Nullable OffsetDateTime moment, boolean certain) {
    static final UpperBound NONE = new UpperBound(null, true);

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm:ss");

    /**
     * Asks the server. Must be asked before the snapshot is taken: a transaction that commits between the two is then either
     * seen by the snapshot or still counted here.
     */
    static UpperBound find(Connection connection, Clock clock, Duration lag) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select least(clock_timestamp() - interval '%d milliseconds', min(xact_start)),
                               pg_has_role('pg_read_all_stats', 'usage')
                                 and not exists (select 1 from pg_prepared_xacts where database = current_database())
                          from pg_stat_activity
                         where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
                           and backend_type = 'client backend' and application_name <> '%s'""".formatted(lag.toMillis(), PostgresConnections.READER))) {
            row.next();
            return new UpperBound(row.getObject(1, OffsetDateTime.class), row.getBoolean(2));
        }
    }

    List<String> condition(PostgresColumn cursor) {
        if (moment == null || !isTime(cursor)) {
            return List.of();
        }
        String type = cursor.wire() == Wire.MOMENT ? "timestamptz" : cursor.wire() == Wire.DATE ? "date" : "timestamp";
        return List.of(cursor.quoted("") + " < " + Sql.literal(moment.toString()) + "::timestamptz::" + type);
    }

    @Nullable
    Text caveat(PostgresColumn cursor) {
        if (!isTime(cursor)) {
            return new Text(
                    "Có thể sót dòng ghi muộn: cột " + cursor.name() + " là số, không cho biết giao dịch nào còn mở",
                    "May miss rows committed late: column " + cursor.name()
                            + " is a number and does not tell which transactions are still open");
        }
        if (certain || moment == null) {
            return null;
        }
        String hour = HOUR.format(moment.atZoneSameInstant(ZoneId.systemDefault()));
        return new Text("Có thể sót giao dịch ghi xong sau " + hour, "May miss commits later than " + hour);
    }

    private static boolean isTime(PostgresColumn cursor) {
        ValueType type = cursor.wire().value();
        return type == ValueType.MOMENT || type == ValueType.TIMESTAMP || type == ValueType.DATE;
    }
}
