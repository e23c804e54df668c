package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.HubException;

/** Asks the server on a connection of its own, made when first needed, while its log is followed on another. */
final class SourceSide implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final BinlogStream.Plan plan;
    private final MariaDbConnections connections;
    private @Nullable Connection connection;
    private @Nullable Long behind;
    private long lookedAt;
    private boolean looked;
    private boolean closed;
    /** Whether sums of transactions can be had here; null until that was asked. */
    private @Nullable Boolean sums;

    SourceSide(BinlogStream.Plan plan, MariaDbConnections connections) {
        this.plan = plan;
        this.connections = connections;
    }

    /** Rows as they are now. */
    synchronized Map<Object, @Nullable Object[]> rows(List<BinlogCollector.Entry> entries) throws SQLException {
        try {
            return new BinlogRowsByKey(connection(), plan).of(entries);
        } catch (SQLException failed) {
            drop();
            throw failed;
        }
    }

    /** Whether the table has this column now; false where the server does not say. */
    synchronized boolean has(String column) {
        if (closed) {
            return false;
        }
        try {
            Table table = Catalogue.table(connection(), plan.dataset().from());
            return table != null && table.column(column) != null;
        } catch (SQLException | HubException silent) {
            // following itself finds out and says so
            drop();
            return false;
        }
    }

    /** Bytes of log after this place as last seen; null where the server does not say. */
    synchronized @Nullable Long behind(BinlogPlace place) {
        if (closed || looked && System.nanoTime() - lookedAt < FRESH_NANOS) {
            return behind;
        }
        try {
            behind = new SourceLog(connection()).behind(place);
        } catch (SQLException | HubException silent) {
            // following itself finds out and says so
            drop();
            behind = null;
        }
        looked = true;
        lookedAt = System.nanoTime();
        return behind;
    }

    /** Whether what begins at this place is one statement that shapes a table; false where the server does not say. */
    synchronized boolean standsAlone(BinlogPlace begin) {
        if (closed) {
            return false;
        }
        try {
            return new SourceLog(connection()).standsAlone(begin);
        } catch (SQLException | HubException silent) {
            // following itself finds out and says so
            drop();
            return false;
        }
    }

    /** Every transaction that the server has, where its log ends at this place; null where it does not, or the server is silent. */
    synchronized @Nullable String allUpTo(BinlogPlace place) {
        if (closed) {
            return null;
        }
        try {
            return new SourceLog(connection()).allUpTo(place);
        } catch (SQLException | HubException silent) {
            // following itself finds out and says so
            drop();
            return null;
        }
    }

    /** The sum of the transaction that begins at this place; null where the server does not say, or only slowly. */
    synchronized @Nullable String sumAt(BinlogPlace begin) {
        if (closed) {
            return null;
        }
        try {
            TransactionSum sum = new TransactionSum(connection());
            if (sums == null) {
                sums = !new SourceLog(connection()).mysql() && sum.isCheap();
            }
            return sums ? sum.at(begin) : null;
        } catch (SQLException | HubException silent) {
            // following itself finds out and says so
            drop();
            return null;
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connections.open();
            open.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            connection = open;
        }
        return open;
    }

    private void drop() {
        Connection open = connection;
        if (open != null) {
            connections.drop(open);
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
