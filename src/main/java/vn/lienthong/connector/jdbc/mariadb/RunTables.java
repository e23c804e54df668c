package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;

/** The temporary tables of a run; which of them there are depends on the mode. */
record RunTables(
        @Nullable Stage stage,
        @Nullable SeenKeys seen,
        @Nullable MultiRowInsert append) {
    /**
     * Makes them, before a transaction is open.
     *
     * @param generation the name of the table that is filled beside the target; null where the target itself is written
     */
    static RunTables make(OpenTarget open, WriteRequest request, @Nullable String generation) throws SQLException {
        Connection connection = open.connection();
        Target target = open.target();
        String table = target.table().name();
        connection.setAutoCommit(true);
        if (request.mode() == Mode.APPEND) {
            return new RunTables(null, null, new MultiRowInsert(connection, "insert", table, target.names()));
        }
        boolean remembers = generation != null || request.compareOnly() || request.deletes() != Deletes.KEEP;
        return new RunTables(
                new Stage(connection, target, generation == null ? table : generation),
                remembers ? new SeenKeys(connection, target, generation) : null,
                null);
    }
}
