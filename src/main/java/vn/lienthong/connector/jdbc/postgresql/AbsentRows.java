package vn.lienthong.connector.jdbc.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.Writer.Absent;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** The job's own rows of the target, and those of them that the source no longer has. */
final class AbsentRows {
    private final OpenTarget target;
    private final TargetShape shape;
    private final WriteRequest request;

    AbsentRows(OpenTarget target, WriteRequest request) {
        this.target = target;
        this.shape = target.shape();
        this.request = request;
    }

    long targetRows() throws SQLException, InterruptedException {
        return number("select count(*) from " + shape.table().quoted() + " t where " + shape.scope() + " and "
                + shape.live());
    }

    Absent find(int samples) throws SQLException, InterruptedException {
        String from = " from " + shape.table().quoted() + " t where " + condition();
        long count = number("select count(*)" + from);
        Schema keys =
                new Schema(shape.key().stream().map(PostgresColumn::column).toList());
        if (samples == 0 || count == 0) {
            return new Absent(count, RowBatch.of(keys, List.of(), 1));
        }
        BatchCollector collector = new BatchCollector(keys, shape.key(), null, samples, 1);
        BatchCursor.Part[] part = new BatchCursor.Part[1];
        CopyStream.each(
                target.connection(),
                "select " + Sql.list(shape.key(), column -> column.selected("t")) + from + " order by "
                        + Sql.list(shape.key(), column -> column.ordered("t")) + " limit " + samples,
                (message, at) -> {
                    BatchCursor.Part full = collector.add(message, at);
                    part[0] = full == null ? part[0] : full;
                });
        BatchCursor.Part found = part[0] == null ? collector.rest() : part[0];
        return new Absent(count, found == null ? RowBatch.of(keys, List.of(), 1) : found.batch());
    }

    /** Deletes or marks them; in a replacement they go when the next generation is swapped in. */
    long delete() throws SQLException, InterruptedException {
        if (request.compareOnly() || request.deletes() == Deletes.KEEP || request.mode() == Mode.REPLACE) {
            return 0L;
        }
        try (Statement statement = target.connection().createStatement()) {
            return statement.executeLargeUpdate(shape.removal("") + " where " + condition());
        }
    }

    private String condition() throws SQLException, InterruptedException {
        target.comparison().tellBoundary();
        String condition = shape.scope() + " and " + shape.live() + " and "
                + target.ledger().condition();
        return request.mode() == Mode.REPLACE && !request.compareOnly()
                ? condition + " and not exists (select 1 from " + shape.target() + " s where " + shape.sameKey("s")
                        + ")"
                : condition;
    }

    private long number(String query) throws SQLException, InterruptedException {
        try (Statement statement = target.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
