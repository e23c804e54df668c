package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.JobName;

/**
 * The new generation of a table beside the old. Its name says job and run: whether it is still there tells, after a crash,
 * whether the swap happened, since a rename commits by itself and moves both names at once.
 */
final class Generation {
    private final Connection connection;
    private final String table;
    private final String stem;

    Generation(Connection connection, String table, JobName job) {
        this.connection = connection;
        this.table = table;
        this.stem = "lienthong_" + mark(job.value() + "/" + table) + "_";
    }

    /** A short name for a long one. */
    static String mark(String text) {
        return String.format(Locale.ROOT, "%016x", hash(text));
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    String fresh(long run) {
        return stem + run + "_new";
    }

    String former(long run) {
        return stem + run + "_old";
    }

    /** Makes an empty one, with the columns and indexes of the table. */
    void make(long run) throws SQLException {
        execute("create table " + Sql.name(fresh(run)) + " like " + Sql.name(table));
    }

    boolean exists(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from information_schema.tables where table_schema = database() and table_name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Drops what runs of this job have left behind. */
    void sweep() throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select table_name from information_schema.tables
                where table_schema = database() and left(table_name, ?) = ?""")) {
            statement.setInt(1, stem.length());
            statement.setString(2, stem);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    left.add(row.getString(1));
                }
            }
        }
        for (String name : left) {
            drop(name);
        }
    }

    void drop(String name) throws SQLException {
        execute("drop table if exists " + Sql.name(name));
    }

    /** Whether the names can be swapped: nothing else hangs on the table that would stay behind with the old one. */
    boolean swappable() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select (select count(*) from information_schema.key_column_usage
                        where referenced_table_name is not null
                          and ((table_schema = database() and table_name = ?)
                            or (referenced_table_schema = database() and referenced_table_name = ?)))
                     + (select count(*) from information_schema.triggers
                        where event_object_schema = database() and event_object_table = ?)""")) {
            for (int i = 1; i <= 3; i++) {
                statement.setString(i, table);
            }
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getLong(1) == 0;
            }
        }
    }

    /** Both names at once; commits by itself. */
    void swap(long run) throws SQLException {
        execute("rename table " + Sql.name(table) + " to " + Sql.name(former(run)) + ", " + Sql.name(fresh(run))
                + " to " + Sql.name(table));
    }

    /** Makes the table's part within the scope the same as the generation, in the open transaction. */
    void merge(long run, Target target) throws SQLException {
        String from = Sql.name(fresh(run));
        String into = Sql.name(table);
        String first = Sql.name(target.keyNames().get(0));
        String columns = Sql.names(target.names());
        try (PreparedStatement delete = connection.prepareStatement("delete t from " + into + " t left join " + from
                + " k on " + target.sameKey("t", "k") + " where k." + first + " is null and " + target.scope("t."))) {
            target.bindScope(delete, 1);
            delete.executeUpdate();
        }
        execute("update " + into + " t join " + from + " k on " + target.sameKey("t", "k") + " set "
                + target.assignments("t", "k") + " where not (" + target.same("t", "k") + ")");
        execute("insert into " + into + " (" + columns + ") select "
                + Sql.join(target.names(), ", ", name -> "k." + Sql.name(name)) + " from " + from + " k left join "
                + into + " t on " + target.sameKey("t", "k") + " where t." + first + " is null");
    }

    /** Takes the table's rows with these keys over into the generation, in the open transaction. */
    void keep(long run, Target target, Batch rows) throws SQLException {
        int[] positions = SeenKeys.positions(rows, target);
        List<String> own = target.table().columns().stream()
                .filter(column -> !column.generated())
                .map(NativeColumn::name)
                .toList();
        String sql = "insert ignore into " + Sql.name(fresh(run)) + " (" + Sql.names(own) + ") select " + Sql.names(own)
                + " from " + Sql.name(table) + " where "
                + Sql.join(target.keyNames(), " and ", name -> Sql.name(name) + " = ?");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < rows.size(); row++) {
                if (SeenKeys.hasKey(rows, row, positions)) {
                    for (int i = 0; i < positions.length; i++) {
                        Bind.set(statement, i + 1, rows.value(row, positions[i]));
                    }
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
