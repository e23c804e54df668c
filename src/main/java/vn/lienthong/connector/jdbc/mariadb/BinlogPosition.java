package vn.lienthong.connector.jdbc.mariadb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.Position;

/**
 * How far a follower has come, with all that the start gate compares and all that the next engine needs.
 *
 * @param server the server's own mark: its id at MariaDB, its uuid at MySQL
 * @param gtids every transaction the source committed up to here, in the server's own notation
 * @param mark a place at or before it, by which the server's history is told from another one
 * @param shape the statements that lead to the table's shape at this position
 * @param snapshot whether the first read of the whole table is still under way
 * @param read how far that read has come, as a read's own position; null before its first row and after its end
 * @param seen where the log ended when the first read last looked at the table; null before that and once following is beyond it
 * @param last the sum of the transaction that begins at the mark, where it is the last one up to here; else null
 */
record BinlogPosition(
        String server,
        String gtids,
        BinlogPlace mark,
        List<String> shape,
        boolean snapshot,
        @Nullable String read,
        @Nullable BinlogPlace seen,
        @Nullable String last) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static BinlogPosition of(Position position) {
        try {
            return JSON.readValue(position.value(), BinlogPosition.class);
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("not a position of following changes", other);
        }
    }

    static boolean known(Position position) {
        try {
            of(position);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    Position position() {
        try {
            return new Position(JSON.writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    BinlogPosition read(@Nullable Position position) {
        return new BinlogPosition(
                server, gtids, mark, shape, true, position == null ? null : position.value(), seen, last);
    }

    /** The first read looks at the table while the log ends here. */
    BinlogPosition looking(BinlogPlace end) {
        return new BinlogPosition(server, gtids, mark, shape, snapshot, read, end, last);
    }

    BinlogPosition at(String next, BinlogPlace place) {
        boolean beyond = seen == null || !SourceLog.mysqlNotation(next) && SourceLog.domainsWithin(seen.gtids(), next);
        return new BinlogPosition(server, next, place, shape, false, null, beyond ? null : seen, null);
    }

    /** With the sum of the last transaction up to here. */
    BinlogPosition summed(@Nullable String transaction) {
        return new BinlogPosition(server, gtids, mark, shape, snapshot, read, seen, transaction);
    }

    /** Whether the last transaction up to here is the one that begins at the mark. */
    boolean endsAfterMark() {
        return !gtids.equals(mark.gtids());
    }

    BinlogPosition reshaped(String statement) {
        List<String> longer = new ArrayList<>(shape);
        longer.add(statement);
        return new BinlogPosition(server, gtids, mark, longer, snapshot, read, seen, last);
    }

    /** Where an engine goes on. */
    BinlogPlace place() {
        return new BinlogPlace(gtids, mark.file(), mark.offset());
    }
}
