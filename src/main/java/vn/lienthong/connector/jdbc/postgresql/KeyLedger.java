package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/**
 * Which keys the source has and which the target has alone, kept in temporary tables of the target so that memory stays bounded.
 * Where rows came in key order, the keys the target alone has were met on the way; up to that boundary only those count.
 */
final class KeyLedger {
    private static final String SEEN = "pg_temp.lienthong_seen";
    private static final String ABSENT = "pg_temp.lienthong_absent";
    private static final int FLUSH_BYTES = 1 << 18;

    private final Connection connection;
    private final Applying applying;
    private final TargetShape shape;
    private final boolean wanted;
    private final RowEncoder encoder;
    private final Bytes seen = new Bytes(1 << 12);
    private final Bytes absent = new Bytes(1 << 12);
    private byte @Nullable [] boundary;
    private boolean complete = true;
    private boolean fromBeginning;

    KeyLedger(Connection connection, Applying applying, TargetShape shape, boolean wanted) {
        this.connection = connection;
        this.applying = applying;
        this.shape = shape;
        this.wanted = wanted;
        this.encoder = new RowEncoder(shape.key(), shape.keys(), null);
    }

    void prepare() throws SQLException {
        if (wanted) {
            execute(shape.keyTable("lienthong_seen"));
            execute(shape.keyTable("lienthong_absent"));
        }
    }

    /** The run starts here, so every key will pass by. */
    void fromBeginning() {
        fromBeginning = true;
    }

    boolean startsFromBeginning() {
        return fromBeginning;
    }

    boolean complete() {
        return wanted && fromBeginning && complete;
    }

    /** Rows whose keys were not compared in order. */
    void seen(EncodedRows rows, int from) throws SQLException, InterruptedException {
        if (!wanted) {
            return;
        }
        for (int row = from; row < rows.size; row++) {
            if (rows.hasKey(row)) {
                keepOne(rows, row);
            }
        }
    }

    void keepOne(EncodedRows rows, int row) throws SQLException, InterruptedException {
        if (wanted) {
            put(seen, rows.data.data, rows.starts[row] + 2, rows.keyEnds[row], SEEN);
        }
    }

    /** Rows that must stay though they are not written. */
    void keep(Batch batch) throws SQLException, InterruptedException {
        EncodedRows rows = encoder.encode(batch);
        incomplete(rows);
        seen(rows, 0);
    }

    /** A row without a usable key could be any row of the target. */
    void incomplete(EncodedRows rows) {
        for (int row = 0; row < rows.size; row++) {
            complete &= rows.hasKey(row);
        }
    }

    void absent(byte[] data, int from, int to) throws SQLException, InterruptedException {
        if (wanted) {
            put(absent, data, from, to, ABSENT);
        }
    }

    void boundary(byte[] lastKey) {
        boundary = lastKey;
    }

    /** The condition, on the alias {@code t}, of target rows that the source does not have. */
    String condition() throws SQLException, InterruptedException {
        if (!wanted) {
            return "false";
        }
        flush(seen, SEEN);
        flush(absent, ABSENT);
        execute("analyze " + SEEN);
        String unseen = "not exists (select 1 from " + SEEN + " s where " + shape.sameKey("s") + ")";
        if (!fromBeginning || boundary == null) {
            return unseen;
        }
        return unseen + " and (" + order(shape).condition(">", values(shape, boundary, 0))
                + " or exists (select 1 from " + ABSENT + " s where " + shape.sameKey("s") + "))";
    }

    /** The condition of rows that were handed in to be kept. */
    String kept() throws SQLException, InterruptedException {
        flush(seen, SEEN);
        return "exists (select 1 from " + SEEN + " s where " + shape.sameKey("s") + ")";
    }

    static ReadOrder order(TargetShape shape) {
        return new ReadOrder(shape.key(), IntStream.range(0, shape.keys()).toArray());
    }

    /** The key's values as the server writes them. */
    static List<String> values(TargetShape shape, byte[] data, int from) {
        List<String> values = new ArrayList<>();
        int at = from;
        for (PostgresColumn column : shape.key()) {
            int length = Bytes.int4(data, at);
            values.add(ReadOrder.text(column, data, at + 4, length));
            at += 4 + Math.max(length, 0);
        }
        return values;
    }

    private void put(Bytes into, byte[] data, int from, int to, String table)
            throws SQLException, InterruptedException {
        into.int2(shape.keys());
        into.copy(data, from, to - from);
        if (into.size > FLUSH_BYTES) {
            flush(into, table);
        }
    }

    private void flush(Bytes rows, String table) throws SQLException, InterruptedException {
        if (rows.size > 0) {
            applying.await();
            try (CopyInto copy = new CopyInto(connection, "copy " + table + " from stdin (format binary)")) {
                copy.write(rows.data, 0, rows.size);
                copy.end();
            }
            rows.clear();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
