package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Inserts many rows with few statements; each row that the server refuses is found. */
final class MultiRowInsert {
    private static final int ROWS = 500;
    private static final int BYTES = 1 << 20;

    /** Gives the values of one row. */
    interface Rows {
        @Nullable
        Object value(int row, int column);
    }

    private final Connection connection;
    private final String head;
    private final int columns;

    /**
     * @param verb {@code insert} or {@code insert ignore}
     * @param columns names of the columns, in the order of the values
     */
    MultiRowInsert(Connection connection, String verb, String table, List<String> columns) {
        this.connection = connection;
        this.head = verb + " into " + Sql.name(table) + " (" + Sql.names(columns) + ") values ";
        this.columns = columns.size();
    }

    /** Inserts these rows; hands each refused one to {@code refused} with the reason. */
    void insert(List<Integer> rows, Rows values, ObjIntConsumer<Refusal> refused) throws SQLException {
        int from = 0;
        while (from < rows.size()) {
            int to = from;
            int bytes = 0;
            while (to < rows.size() && to - from < ROWS && (bytes < BYTES || to == from)) {
                for (int column = 0; column < columns; column++) {
                    bytes += Bind.size(values.value(rows.get(to), column));
                }
                to++;
            }
            Halving.send(rows.subList(from, to), some -> send(some, values), refused::accept);
            from = to;
        }
    }

    private void send(List<Integer> rows, Rows values) throws SQLException {
        String one = "(" + "?,".repeat(columns - 1) + "?)";
        String sql = head + (one + ",").repeat(rows.size() - 1) + one;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (int row : rows) {
                for (int column = 0; column < columns; column++) {
                    Bind.set(statement, index++, values.value(row, column));
                }
            }
            statement.executeUpdate();
        }
    }
}
