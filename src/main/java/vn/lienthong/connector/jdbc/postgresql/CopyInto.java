package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A binary COPY into the server. Close cancels what was not ended. */
final class CopyInto implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};

    private final CopyIn copy;

    CopyInto(Connection connection, String statement) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        copy.writeToCopy(HEADER, 0, HEADER.length);
    }

    void write(byte[] data, int from, int to) throws SQLException {
        copy.writeToCopy(data, from, to - from);
    }

    /** Rows of the batch by their numbers, in order; neighbours go out in one piece. */
    void rows(EncodedRows rows, int[] wanted) throws SQLException {
        int i = 0;
        while (i < wanted.length) {
            int from = rows.starts[wanted[i]];
            int to = rows.ends[wanted[i]];
            for (i++; i < wanted.length && rows.starts[wanted[i]] == to; i++) {
                to = rows.ends[wanted[i]];
            }
            write(rows.data.data, from, to);
        }
    }

    /** The same, each row with its number before it; of the whole row or of its key only. */
    void numbered(EncodedRows rows, int[] wanted, int base, int fields, boolean keyOnly) throws SQLException {
        Bytes out = new Bytes(wanted.length * 64 + 64);
        for (int row : wanted) {
            out.int2(fields + 1);
            out.int4(4);
            out.int4(base + row);
            int start = rows.starts[row] + 2;
            out.copy(rows.data.data, start, (keyOnly ? rows.keyEnds[row] : rows.ends[row]) - start);
        }
        write(out.data, 0, out.size);
    }

    void end() throws SQLException {
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
