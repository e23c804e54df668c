package vn.lienthong.connector.jdbc.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Batch;

/** Deletes or marks target rows by key, never outside the job's own scope. */
final class RowRemoval {
    private final OpenTarget target;
    private final TargetShape shape;
    private final RowEncoder encoder;

    RowRemoval(OpenTarget target, WriteRequest request) {
        this.target = target;
        this.shape = target.shape();
        this.encoder = new RowEncoder(shape.key(), shape.keys(), null);
        if (request.compareOnly() || request.deletes() == WriteRequest.Deletes.KEEP) {
            throw new IllegalStateException("this request removes nothing");
        }
    }

    /** Gives each key its verdict; where others hold on to a row, that one is refused and the rest go. */
    EncodedRows remove(Batch keys) throws SQLException {
        EncodedRows rows = encoder.encode(keys);
        int[] usable = IntStream.range(0, rows.size).filter(rows::hasKey).toArray();
        for (int row : usable) {
            rows.verdicts[row] = Verdict.UNCHANGED;
        }
        if (usable.length > 0) {
            attempt(rows, usable);
        }
        return rows;
    }

    private void attempt(EncodedRows rows, int[] wanted) throws SQLException {
        execute("savepoint lienthong_removal");
        try {
            together(rows, wanted);
            execute("release savepoint lienthong_removal");
        } catch (SQLException refused) {
            if (!PostgresFailures.refusesRows(refused)) {
                throw refused;
            }
            execute("rollback to savepoint lienthong_removal; release savepoint lienthong_removal");
            if (wanted.length == 1) {
                rows.reject(wanted[0], RowApplier.refusal(refused));
                return;
            }
            for (int row : wanted) {
                attempt(rows, new int[] {row});
            }
        }
    }

    private void together(EncodedRows rows, int[] wanted) throws SQLException {
        try (CopyInto copy =
                new CopyInto(target.connection(), "copy " + Comparison.PROBE + " from stdin (format binary)")) {
            copy.numbered(rows, wanted, 0, shape.keys(), true);
            copy.end();
        }
        try (Statement statement = target.connection().createStatement();
                ResultSet row = statement.executeQuery(shape.removal(Comparison.PROBE + " s") + " where "
                        + shape.sameKey("s") + " and " + shape.scope() + " and " + shape.live() + " returning s."
                        + TargetShape.NUMBER)) {
            while (row.next()) {
                rows.verdicts[row.getInt(1)] = Verdict.UPDATED;
            }
        }
        execute("delete from " + Comparison.PROBE);
    }

    long all() throws SQLException {
        try (Statement statement = target.connection().createStatement()) {
            return statement.executeLargeUpdate(shape.removal("") + " where " + shape.scope() + " and " + shape.live());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
