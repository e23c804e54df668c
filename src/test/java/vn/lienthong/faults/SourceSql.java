package vn.lienthong.faults;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** What the servers whose pupils are followed say differently. */
enum SourceSql {
    POSTGRESQL {
        @Override
        String later(String date, String days) {
            return date + " + (" + days + ")::int";
        }

        @Override
        String numbers(long first, long last) {
            return "generate_series(" + first + "::bigint, " + last + ") n";
        }

        @Override
        String where(String condition, int rows) {
            return " where ma_hs in (select ma_hs from hoc_sinh where " + condition + " order by ma_hs limit " + rows
                    + ")";
        }

        @Override
        void copy(Connection connection, List<String> rows) throws SQLException {
            String text = rows.stream()
                    .map(row -> row.replace(",", "\t").replace("'", "").replace("null", "\\N"))
                    .collect(Collectors.joining("\n"));
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy hoc_sinh from stdin", new StringReader(text));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        String end() {
            return "select pg_current_wal_insert_lsn()::text";
        }

        @Override
        String reached(String end) {
            return "(position::json ->> 'lsn')::pg_lsn >= '" + end + "'";
        }
    },

    MARIADB {
        @Override
        String later(String date, String days) {
            return date + " + interval (" + days + ") day";
        }

        @Override
        String numbers(long first, long last) {
            return "(select seq as n from seq_" + first + "_to_" + last + ") numbers";
        }

        @Override
        String where(String condition, int rows) {
            return " where " + condition + " order by ma_hs limit " + rows;
        }

        @Override
        void copy(Connection connection, List<String> rows) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "insert into hoc_sinh values (" + rows.stream().collect(Collectors.joining("), (")) + ")");
            }
        }

        /** The number of the last transaction; the tests' servers count in one row. */
        @Override
        String end() {
            return "select substring_index(@@global.gtid_binlog_pos, '-', -1)";
        }

        @Override
        String reached(String end) {
            return "split_part(position::json ->> 'gtids', '-', 3)::bigint >= " + end;
        }
    };

    static SourceSql of(Machine machine) {
        return machine.isMariaDb() ? MARIADB : POSTGRESQL;
    }

    /** A day so many days after another. */
    abstract String later(String date, String days);

    /** Numbers, in a column {@code n}. */
    abstract String numbers(long first, long last);

    /** A condition for the first so many pupils who meet another, by their keys. */
    abstract String where(String condition, int rows);

    /** Brings in rows in the server's quickest way; each is its values with commas between them. */
    abstract void copy(Connection connection, List<String> rows) throws SQLException;

    /** Asks the source where its log ends. */
    abstract String end();

    /** A condition on the target's checkpoint: it is there or further. */
    abstract String reached(String end);
}
