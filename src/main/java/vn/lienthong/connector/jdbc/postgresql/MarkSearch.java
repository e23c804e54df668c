package vn.lienthong.connector.jdbc.postgresql;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.replication.PGReplicationStream;

/**
 * Reads what a slot still holds, up to where a mark must come, and acknowledges nothing: whoever follows afterwards is told all of it
 * again. On the thread that asks; as long as the server needs to read its log up to there.
 */
final class MarkSearch implements PgOutput.Listener {
    private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long IDLE_MILLIS = 2;
    /** SQLSTATE of a connection that is gone. */
    private static final String LOST = "08006";

    private final PostgresConnections connections;
    private final FollowPosition after;
    private final String publication;
    private final LogMark mark;
    private boolean found;
    private boolean passed;

    /**
     * A search that has not begun.
     *
     * @param mark the one that the position remembers
     */
    MarkSearch(PostgresConnections connections, FollowPosition after, String publication, LogMark mark) {
        this.connections = connections;
        this.after = after;
        this.publication = publication;
        this.mark = mark;
    }

    /** Whether the log tells the mark. */
    boolean finds() throws SQLException, InterruptedException {
        Connection connection = connections.changes();
        try (PGReplicationStream stream = ChangeStream.start(connection, after, publication, true)) {
            read(stream);
            return found;
        } finally {
            connections.end(connection);
        }
    }

    private void read(PGReplicationStream stream) throws SQLException, InterruptedException {
        PgOutput messages = new PgOutput(this);
        long told = System.nanoTime();
        long heard = told;
        long reached = 0;
        while (!found && !passed) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the hub lets go");
            }
            ByteBuffer message = stream.readPending();
            long here = stream.getLastReceiveLSN().asLong();
            long now = System.nanoTime();
            if (message != null) {
                messages.message(message.array(), message.arrayOffset() + message.position());
            } else if (FollowPosition.compare(here, mark.limit()) >= 0) {
                passed = true;
            } else {
                Thread.sleep(IDLE_MILLIS);
            }
            if (message != null || here != reached) {
                heard = now;
                reached = here;
            } else if (now - heard > connections.silence().toNanos()) {
                throw new SQLException("the server has not gone on telling its log", LOST);
            }
            if (now - told > STATUS_NANOS) {
                told = now;
                stream.forceUpdateStatus();
            }
        }
    }

    @Override
    public void begin(FollowPosition.Applied transaction) {
        passed |= FollowPosition.compare(transaction.number(), mark.limit()) >= 0;
    }

    @Override
    public void word(String prefix, String content) {
        found |= prefix.equals(LogMark.PREFIX) && content.equals(mark.word());
    }
}
