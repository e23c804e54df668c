package vn.lienthong.connector.jdbc.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.IntStream;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Batch;

/** Deletes or marks target rows by key, never outside the job's own scope. */
final class RowRemoval {
    private final OpenTarget target;
    private final TargetShape shape;

    RowRemoval(OpenTarget target, WriteRequest request) {
        this.target = target;
        this.shape = target.shape();
        if (request.compareOnly() || request.deletes() == WriteRequest.Deletes.KEEP) {
            throw new IllegalStateException("this request removes nothing");
        }
    }

    Verdict[] remove(Batch keys) throws SQLException {
        Verdict[] verdicts = new Verdict[keys.size()];
        Arrays.fill(verdicts, Verdict.UNCHANGED);
        if (keys.size() == 0) {
            return verdicts;
        }
        EncodedRows rows = new RowEncoder(shape.key(), shape.keys(), null).encode(keys);
        int[] usable = IntStream.range(0, rows.size).filter(rows::hasKey).toArray();
        try (CopyInto copy =
                new CopyInto(target.connection(), "copy " + Comparison.PROBE + " from stdin (format binary)")) {
            copy.numbered(rows, usable, 0, shape.keys(), true);
            copy.end();
        }
        try (Statement statement = target.connection().createStatement()) {
            try (ResultSet row = statement.executeQuery(shape.removal(Comparison.PROBE + " s") + " where "
                    + shape.sameKey("s") + " and " + shape.scope() + " and " + shape.live() + " returning s."
                    + TargetShape.NUMBER)) {
                while (row.next()) {
                    verdicts[row.getInt(1)] = Verdict.UPDATED;
                }
            }
            statement.execute("delete from " + Comparison.PROBE);
        }
        return verdicts;
    }

    long all() throws SQLException {
        try (Statement statement = target.connection().createStatement()) {
            return statement.executeLargeUpdate(shape.removal("") + " where " + shape.scope() + " and " + shape.live());
        }
    }
}
