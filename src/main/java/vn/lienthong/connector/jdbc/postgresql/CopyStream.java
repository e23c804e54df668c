package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A binary COPY out of the server, read ahead on a thread of its own, a few chunks at most, so that reading overlaps writing.
 *
 * @param <T> the chunks that a collector makes of the rows
 */
final class CopyStream<T> implements AutoCloseable {
    private static final int AHEAD = 2;
    private static final int SIGNATURE_BYTES = 11;

    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;
    private final Runnable end;
    private volatile boolean closed;
    private boolean over;

    /** What becomes of the rows; used on the reading thread only. */
    interface Collector<T> {
        /** Takes the row that starts at {@code at} and reaches to the end; gives a chunk when one is full. */
        @Nullable
        T add(byte[] message, int at);

        /** What is left when all rows have come, or null. */
        @Nullable
        T rest();
    }

    private record Failure(SQLException cause) {}

    private enum End {
        END
    }

    /** Starts reading; {@code end} gives the connection back. */
    CopyStream(Connection connection, String query, Collector<T> collector, Runnable end) {
        this.end = end;
        this.thread = new Thread(() -> run(connection, query, collector), "copy-out");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next chunk, or null at the end. */
    @SuppressWarnings("unchecked")
    @Nullable
    T next() throws SQLException, InterruptedException {
        if (over) {
            return null;
        }
        Object chunk = ready.take();
        if (chunk instanceof Failure failure) {
            over = true;
            throw failure.cause();
        }
        if (chunk == End.END) {
            over = true;
            return null;
        }
        return (T) chunk;
    }

    @Override
    public void close() {
        closed = true;
        end.run();
        thread.interrupt();
    }

    private void run(Connection connection, String query, Collector<T> collector) {
        try {
            each(connection, query, (message, at) -> {
                T chunk = collector.add(message, at);
                if (chunk != null) {
                    offer(chunk);
                }
            });
            T rest = collector.rest();
            if (rest != null) {
                offer(rest);
            }
            offer(End.END);
        } catch (SQLException failed) {
            offer(new Failure(failed));
        } catch (RuntimeException | Error failed) {
            offer(new Failure(new SQLException("reading the stream failed", "XX000", failed)));
        }
    }

    private void offer(Object chunk) {
        try {
            while (!closed && !ready.offer(chunk, 1, TimeUnit.SECONDS)) {
                // wait on: whoever reads is slower
                continue;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** One row of a binary COPY. */
    interface Row {
        /** The row starts at {@code at}, with the number of its fields, and reaches to the end of the message. */
        void at(byte[] message, int at) throws SQLException;
    }

    /** Runs a COPY to its end on this thread. */
    static void each(Connection connection, String query, Row row) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        boolean first = true;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int at = 0;
            if (first) {
                at = SIGNATURE_BYTES + 8 + Bytes.int4(message, SIGNATURE_BYTES + 4);
                first = false;
            }
            // the protocol gives one row a message; the last one says only that there are no more
            if (message.length - at >= 2 && Bytes.int2(message, at) >= 0) {
                row.at(message, at);
            }
        }
    }
}
