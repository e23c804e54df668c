package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The target read in key order beside the rows that come, from the first of their keys on. */
final class TargetRows implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 19;

    private final CopyStream<Chunk> stream;
    private final int keys;
    private @Nullable Chunk chunk;
    private int row;

    private record Chunk(byte[] data, int[] starts, int rows) {}

    private TargetRows(CopyStream<Chunk> stream, int keys) {
        this.stream = stream;
        this.keys = keys;
    }

    /** Opens the stream over the job's own rows; {@code from} is the condition of the rows that matter. */
    static TargetRows open(PostgresConnections connections, TargetShape shape, String from)
            throws SQLException, InterruptedException {
        ReadOrder order = KeyLedger.order(shape);
        Connection connection = connections.reader();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            connections.end(connection);
            throw failed;
        }
        String query = "select " + shape.selected("t") + " from " + shape.target() + " t where " + shape.scope()
                + " and " + from + " order by " + order.by();
        TargetRows target = new TargetRows(
                new CopyStream<>(connection, query, new Gatherer(), () -> connections.end(connection)), shape.keys());
        target.next();
        return target;
    }

    boolean there() {
        return chunk != null;
    }

    void next() throws SQLException, InterruptedException {
        row++;
        if (chunk == null || row >= chunk.rows()) {
            chunk = stream.next();
            row = 0;
        }
    }

    byte[] data() {
        return current().data();
    }

    int start() {
        return current().starts()[row];
    }

    int end() {
        return current().starts()[row + 1];
    }

    int keyEnd() {
        int at = start() + 2;
        for (int i = 0; i < keys; i++) {
            at += 4 + Math.max(Bytes.int4(data(), at), 0);
        }
        return at;
    }

    private Chunk current() {
        if (chunk == null) {
            throw new IllegalStateException("at the end");
        }
        return chunk;
    }

    @Override
    public void close() {
        stream.close();
        chunk = null;
    }

    private static final class Gatherer implements CopyStream.Collector<Chunk> {
        private final Bytes data = new Bytes(CHUNK_BYTES);
        private int[] starts = new int[4096];
        private int rows;

        @Override
        public @Nullable Chunk add(byte[] message, int at) {
            if (rows + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            data.copy(message, at, message.length - at);
            starts[++rows] = data.size;
            return data.size >= CHUNK_BYTES - 4096 ? chunk() : null;
        }

        @Override
        public @Nullable Chunk rest() {
            return rows == 0 ? null : chunk();
        }

        private Chunk chunk() {
            Chunk full = new Chunk(Arrays.copyOf(data.data, data.size), Arrays.copyOf(starts, rows + 1), rows);
            data.clear();
            rows = 0;
            return full;
        }
    }
}
