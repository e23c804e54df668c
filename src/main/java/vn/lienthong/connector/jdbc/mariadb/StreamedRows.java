package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Rows as they stream in, decoded on a thread of their own a few batches ahead of whoever takes them. */
final class StreamedRows implements BatchCursor {
    private static final int BATCHES_AHEAD = 2;
    private static final int BATCH_BYTES = 8 << 20;

    /**
     * What comes and how it is cut.
     *
     * @param pageIndexes where in the result the columns of the page stand, from 1
     */
    record Plan(
            Schema schema,
            List<NativeColumn> columns,
            Page page,
            int[] pageIndexes,
            long firstOrdinal,
            int batchRows) {}

    /** One thing that travels to the reader: a part, the end, or what went wrong. */
    private record Parcel(@Nullable Part part, @Nullable RuntimeException failure) {}

    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final String dataset;
    private final Connection connection;
    private final ResultSet rows;
    private final Plan plan;
    private final boolean ordered;
    private final OptionalLong expected;
    private final @Nullable Text caveat;
    private final BlockingQueue<Parcel> parcels = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Thread reader;
    private volatile boolean closed;
    private boolean ended;
    private long ordinal;
    private @Nullable Position position;

    StreamedRows(
            MariaDbConnections connections,
            MariaDbErrors errors,
            String dataset,
            Connection connection,
            ResultSet rows,
            Plan plan,
            boolean ordered,
            OptionalLong expected,
            @Nullable Text caveat) {
        this.connections = connections;
        this.errors = errors;
        this.dataset = dataset;
        this.connection = connection;
        this.rows = rows;
        this.plan = plan;
        this.ordered = ordered;
        this.expected = expected;
        this.caveat = caveat;
        this.ordinal = plan.firstOrdinal();
        this.reader = new Thread(this::readAhead, "read " + dataset);
        this.reader.setDaemon(true);
        this.reader.start();
    }

    @Override
    public @Nullable Part next() {
        if (ended) {
            return null;
        }
        try {
            Parcel parcel = parcels.take();
            ended = parcel.part() == null;
            if (parcel.failure() != null) {
                throw parcel.failure();
            }
            return parcel.part();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw errors.of(new SQLException("interrupted", "08000", interrupted), dataset);
        }
    }

    private void readAhead() {
        Parcel last = new Parcel(null, null);
        try {
            for (Part part = part(); part != null; part = part()) {
                parcels.put(new Parcel(part, null));
            }
        } catch (SQLException failed) {
            last = new Parcel(null, errors.of(failed, dataset));
        } catch (RuntimeException failed) {
            last = new Parcel(null, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!closed) {
                parcels.put(last);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next part, or null at the end. */
    private @Nullable Part part() throws SQLException {
        List<@Nullable Object[]> values = new ArrayList<>();
        List<Long> ordinals = new ArrayList<>();
        List<Rejection> unreadable = new ArrayList<>();
        long bytes = 0;
        while (values.size() + unreadable.size() < plan.batchRows() && bytes < BATCH_BYTES && rows.next()) {
            @Nullable Object[] row = new @Nullable Object[plan.columns().size()];
            Rejection rejection = read(row);
            if (rejection == null) {
                for (Object value : row) {
                    bytes += Cells.weight(value);
                }
                values.add(row);
                ordinals.add(ordinal);
            } else {
                unreadable.add(rejection);
            }
            ordinal++;
            if (!plan.page().columns().isEmpty()) {
                Position here = plan.page().position(rows, plan.pageIndexes());
                position = here == null ? position : here;
            }
        }
        if (values.isEmpty() && unreadable.isEmpty()) {
            return null;
        }
        return new Part(
                new RowBatch(
                        plan.schema(),
                        values.toArray(new @Nullable Object[0][]),
                        ordinals.stream().mapToLong(Long::longValue).toArray()),
                unreadable,
                position);
    }

    /** Fills one row; gives a rejection when a cell holds what no type can. */
    private @Nullable Rejection read(@Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            Object value = Cells.read(rows, i + 1, plan.columns().get(i));
            if (value instanceof Cells.Unreadable bad) {
                return new Rejection(
                        -1, ordinal, plan.columns().get(i).name(), bad.valueClass(), bad.code(), bad.reason());
            }
            row[i] = value;
        }
        return null;
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public boolean ordered() {
        return ordered;
    }

    @Override
    public OptionalLong expected() {
        return expected;
    }

    @Override
    public Optional<Text> caveat() {
        return Optional.ofNullable(caveat);
    }

    @Override
    public void close() {
        closed = true;
        connections.drop(connection);
        reader.interrupt();
        parcels.clear();
    }
}
