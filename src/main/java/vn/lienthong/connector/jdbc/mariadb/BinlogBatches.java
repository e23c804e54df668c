package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** Makes batches of what was gathered, and has the server asked for what the log does not tell. */
final class BinlogBatches {
    /** Reads rows as they are now. */
    interface Rows {
        Map<Object, @Nullable Object[]> of(List<BinlogCollector.Entry> entries) throws SQLException;
    }

    private final BinlogStream.Plan plan;
    private final Rows source;

    BinlogBatches(BinlogStream.Plan plan, Rows source) {
        this.plan = plan;
        this.source = source;
    }

    /** The dataset was emptied at once. */
    ChangeBatch emptied() {
        return new ChangeBatch(
                RowBatch.of(plan.schema(), List.of(), 1),
                RowBatch.of(plan.schema(), List.of(), 1),
                List.of(),
                0,
                1,
                true,
                null,
                null);
    }

    ChangeBatch batch(BinlogCollector.Gathered gathered, @Nullable Position position, @Nullable Instant committedAt)
            throws SQLException {
        List<BinlogCollector.Entry> partial = gathered.entries().stream()
                .filter(entry -> entry.partial && entry.state == BinlogCollector.State.ROW)
                .toList();
        Map<Object, @Nullable Object[]> now = partial.isEmpty() ? Map.of() : source.of(partial);
        List<Rejection> unreadable = new ArrayList<>(gathered.unreadable());
        Gathering rows = new Gathering();
        Gathering gone = new Gathering();
        long superseded = gathered.superseded();
        for (BinlogCollector.Entry entry : gathered.entries()) {
            if (entry.state == BinlogCollector.State.GONE) {
                gone.add(entry.values, entry.ordinal);
            } else if (entry.state == BinlogCollector.State.ROW) {
                @Nullable
                Object[] values =
                        entry.partial ? now.get(BinlogCollector.keyOf(entry.values, plan.key())) : entry.values;
                if (values == null) {
                    // gone again or under another key: a later change says so
                    superseded++;
                    continue;
                }
                Rejection refused = entry.partial ? unreadable(values, entry.ordinal) : null;
                if (refused == null) {
                    rows.add(values, entry.ordinal);
                } else {
                    unreadable.add(refused);
                }
            }
        }
        return new ChangeBatch(
                rows.batch(), gone.batch(), unreadable, superseded, gathered.events(), false, position, committedAt);
    }

    private @Nullable Rejection unreadable(@Nullable Object[] values, long ordinal) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Cells.Unreadable bad) {
                return new Rejection(
                        -1, ordinal, plan.columns().get(i).name(), bad.valueClass(), bad.code(), bad.reason());
            }
        }
        return null;
    }

    /** Rows on their way into a batch; columns that only the key needs are left out. */
    private final class Gathering {
        private final List<@Nullable Object[]> values = new ArrayList<>();
        private final List<Long> ordinals = new ArrayList<>();

        void add(@Nullable Object[] row, long ordinal) {
            values.add(row);
            ordinals.add(ordinal);
        }

        RowBatch batch() {
            Schema schema = plan.schema();
            return new RowBatch(
                    schema,
                    values.toArray(new @Nullable Object[0][]),
                    ordinals.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
