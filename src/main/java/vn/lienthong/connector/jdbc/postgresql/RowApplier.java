package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import vn.lienthong.connector.Verdict;

/**
 * Puts rows into the target inside the open transaction. New rows are copied straight in; where that fails, and for rows that
 * differ, they go through a temporary table. Rows the server refuses are found by halving; the others go on.
 */
final class RowApplier {
    static final String STAGE = "pg_temp.lienthong_stage";
    private static final int STAGE_ROWS = 20_000;

    private static final String RELEASE = "release savepoint lienthong_rows";

    private final Connection connection;
    private final TargetShape shape;
    private final Unchanged tableCheck;
    private String savepoint = "savepoint lienthong_rows";
    private int base;
    private int stagedRows;

    /** Asks whether the table is still what it was; throws where it is not. */
    interface Unchanged {
        void check() throws SQLException;
    }

    RowApplier(Connection connection, TargetShape shape, Unchanged tableCheck) {
        this.connection = connection;
        this.shape = shape;
        this.tableCheck = tableCheck;
    }

    /** The temporary table, where a target has a key or types that need one. */
    void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(shape.stage("lienthong_stage", shape.columns()));
            try (ResultSet row = statement.executeQuery("select 1 from pg_constraint where condeferred and conrelid = "
                    + shape.table().id())) {
                if (row.next()) {
                    // a constraint that is only checked at commit would sink the whole batch
                    savepoint = "set constraints all immediate; " + savepoint;
                }
            }
        }
    }

    /** Applies the rows whose verdict is INSERTED or UPDATED; corrects verdicts to what truly happened. */
    void apply(EncodedRows rows, boolean keyed) throws SQLException {
        if (base > Integer.MAX_VALUE / 2) {
            base = 0;
        }
        int[] inserts = with(rows, Verdict.INSERTED);
        int[] updates = with(rows, Verdict.UPDATED);
        boolean[] checked = new boolean[1];
        if (inserts.length > 0) {
            attempt(rows, inserts, shape.direct(), keyed, checked);
        }
        if (updates.length > 0) {
            attempt(rows, updates, false, keyed, checked);
        }
        base += rows.size;
    }

    private void attempt(EncodedRows rows, int[] wanted, boolean direct, boolean keyed, boolean[] checked)
            throws SQLException {
        execute(savepoint);
        try {
            if (direct) {
                straight(rows, wanted);
            } else {
                staged(rows, wanted, keyed);
            }
            execute(direct ? RELEASE : "delete from " + STAGE + "; " + RELEASE);
        } catch (SQLException refused) {
            if (!PostgresFailures.refusesRows(refused)) {
                throw refused;
            }
            // what was staged goes with it
            execute("rollback to savepoint lienthong_rows; " + RELEASE);
            if (!checked[0]) {
                tableCheck.check();
                checked[0] = true;
            }
            divide(rows, wanted, direct, keyed, checked, refused);
        }
    }

    private void divide(
            EncodedRows rows, int[] wanted, boolean direct, boolean keyed, boolean[] checked, SQLException refused)
            throws SQLException {
        if (direct && keyed) {
            attempt(rows, wanted, false, true, checked);
        } else if (wanted.length == 1) {
            rows.reject(wanted[0], refusal(refused));
        } else {
            int half = wanted.length / 2;
            attempt(rows, Arrays.copyOfRange(wanted, 0, half), direct, keyed, checked);
            attempt(rows, Arrays.copyOfRange(wanted, half, wanted.length), direct, keyed, checked);
        }
    }

    private void straight(EncodedRows rows, int[] wanted) throws SQLException {
        try (CopyInto copy = new CopyInto(connection, shape.copyIn())) {
            copy.rows(rows, wanted);
            copy.end();
        }
    }

    private void staged(EncodedRows rows, int[] wanted, boolean keyed) throws SQLException {
        stagedRows += wanted.length;
        if (stagedRows > STAGE_ROWS) {
            // a long transaction would read what it staged before again and again
            execute("truncate " + STAGE);
            stagedRows = wanted.length;
        }
        try (CopyInto copy = new CopyInto(connection, "copy " + STAGE + " from stdin (format binary)")) {
            copy.numbered(rows, wanted, base, shape.columns().size(), false);
            copy.end();
        }
        int first = base + wanted[0];
        int last = base + wanted[wanted.length - 1];
        boolean updates = keyed && !shape.rest().isEmpty();
        // rows seen in the target are mostly still there and differ: then one statement is all it takes
        boolean seen = updates && rows.verdicts[wanted[0]] == Verdict.UPDATED;
        Set<Integer> changed = seen ? numbers(shape.update(STAGE), first, last) : Set.of();
        if (changed.size() == wanted.length) {
            return;
        }
        Set<Integer> there = keyed ? numbers(shape.existing(STAGE), first, last) : Set.of();
        if (updates && !seen && !there.isEmpty()) {
            changed = numbers(shape.update(STAGE), first, last);
        }
        if (there.size() < wanted.length) {
            insert(first, last, there);
        }
        for (int row : wanted) {
            rows.verdicts[row] = !there.contains(base + row)
                    ? Verdict.INSERTED
                    : changed.contains(base + row) ? Verdict.UPDATED : Verdict.UNCHANGED;
        }
    }

    private Set<Integer> numbers(String sql, int first, int last) throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getInt(1));
                }
            }
        }
        return numbers;
    }

    private void insert(int first, int last, Set<Integer> there) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(shape.insert(STAGE))) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            statement.setArray(3, connection.createArrayOf("integer", there.toArray()));
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int[] with(EncodedRows rows, Verdict verdict) {
        int[] wanted = new int[rows.size];
        int count = 0;
        for (int row = 0; row < rows.size; row++) {
            if (rows.verdicts[row] == verdict) {
                wanted[count++] = row;
            }
        }
        return Arrays.copyOf(wanted, count);
    }

    static Refusal refusal(SQLException refused) {
        ServerErrorMessage message = refused instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (message != null && "exec_stmt_raise".equals(message.getRoutine())) {
            message = null; // whoever wrote the function may have put anything into it
        }
        return Refusal.server(
                PostgresFailures.state(refused),
                message == null ? null : message.getColumn(),
                message == null ? null : message.getConstraint());
    }
}
