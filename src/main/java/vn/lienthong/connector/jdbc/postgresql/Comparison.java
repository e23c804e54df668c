package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;

/**
 * Finds out, before anything is written, which rows of a batch the target holds already. While rows come in the order of the
 * key, the target is read beside them as a second ordered stream; where they do not, the batch's keys are looked up.
 */
final class Comparison implements AutoCloseable {
    static final String PROBE = "pg_temp.lienthong_probe";

    private final TargetShape shape;
    private final PostgresConnections connections;
    private final Connection connection;
    private final Applying applying;
    private final KeyLedger ledger;
    private final Wire[] wires;
    private boolean merging;
    private @Nullable TargetRows target;
    private final Bytes lastKey = new Bytes(64);
    private int base;

    Comparison(
            TargetShape shape,
            PostgresConnections connections,
            Connection connection,
            Applying applying,
            KeyLedger ledger,
            boolean ordered) {
        this.shape = shape;
        this.connections = connections;
        this.connection = connection;
        this.applying = applying;
        this.ledger = ledger;
        this.merging = ordered && PostgresReading.inBinaryOrder(shape.key());
        this.wires = shape.key().stream().map(PostgresColumn::wire).toArray(Wire[]::new);
    }

    void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(shape.stage("lienthong_probe", shape.key()));
        }
    }

    /**
     * Gives each open row a verdict: INSERTED, UPDATED or UNCHANGED as of now. {@code certain} where a row that only seems new must
     * be looked for outside the scope too.
     */
    void decide(EncodedRows rows, boolean certain) throws SQLException, InterruptedException {
        int row = 0;
        for (; merging && row < rows.size; row++) {
            if (rows.hasKey(row) && rows.verdicts[row] != Verdict.SUPERSEDED) {
                if (lastKey.size > 0 && compareToLast(rows, row) <= 0) {
                    stopMerging();
                    break;
                }
                merge(rows, row);
                if (!ledger.startsFromBeginning()) {
                    ledger.keepOne(rows, row);
                }
                remember(rows, row);
            }
        }
        if (!merging) {
            ledger.seen(rows, row);
            lookUp(rows, open(rows, row));
        }
        if (certain && row > 0 && !shape.scope().equals("true")) {
            int[] seeming = RowApplier.with(rows, Verdict.INSERTED);
            for (int i : seeming) {
                rows.verdicts[i] = null;
            }
            lookUp(rows, seeming);
        }
    }

    private static int[] open(EncodedRows rows, int from) {
        int[] wanted = new int[rows.size];
        int count = 0;
        for (int row = from; row < rows.size; row++) {
            if (rows.open(row)) {
                wanted[count++] = row;
            }
        }
        return Arrays.copyOf(wanted, count);
    }

    private void merge(EncodedRows rows, int row) throws SQLException, InterruptedException {
        if (target == null) {
            // a resumed run has dealt with the rows before its first key already
            String from = ledger.startsFromBeginning()
                    ? "true"
                    : KeyLedger.order(shape)
                            .condition(">=", KeyLedger.values(shape, rows.data.data, rows.starts[row] + 2));
            target = TargetRows.open(connections, shape, from);
        }
        byte[] data = rows.data.data;
        int order = 1;
        while (target.there() && (order = compare(target.data(), target.start() + 2, data, rows.starts[row] + 2)) < 0) {
            ledger.absent(target.data(), target.start() + 2, target.keyEnd());
            target.next();
        }
        boolean same = target.there() && order == 0;
        if (rows.open(row)) {
            rows.verdicts[row] = !same
                    ? Verdict.INSERTED
                    : Arrays.equals(target.data(), target.start(), target.end(), data, rows.starts[row], rows.ends[row])
                            ? Verdict.UNCHANGED
                            : Verdict.UPDATED;
        }
        if (same) {
            target.next();
        }
    }

    private void stopMerging() {
        merging = false;
        if (target != null) {
            target.close();
        }
        ledger.boundary(Arrays.copyOf(lastKey.data, lastKey.size));
    }

    private void remember(EncodedRows rows, int row) {
        lastKey.clear();
        lastKey.copy(rows.data.data, rows.starts[row] + 2, rows.keyEnds[row] - rows.starts[row] - 2);
    }

    private int compareToLast(EncodedRows rows, int row) {
        return compare(rows.data.data, rows.starts[row] + 2, lastKey.data, 0);
    }

    /** Orders two keys by their fields. */
    private int compare(byte[] a, int atA, byte[] b, int atB) {
        int x = atA;
        int y = atB;
        for (Wire wire : wires) {
            int lengthA = Bytes.int4(a, x);
            int lengthB = Bytes.int4(b, y);
            if (lengthA < 0 || lengthB < 0) {
                // nulls stand last
                return lengthA < 0 ? (lengthB < 0 ? 0 : 1) : -1;
            }
            int order = wire.compare(a, x + 4, lengthA, b, y + 4, lengthB);
            if (order != 0) {
                return order;
            }
            x += 4 + lengthA;
            y += 4 + lengthB;
        }
        return 0;
    }

    private void lookUp(EncodedRows rows, int[] wanted) throws SQLException, InterruptedException {
        if (wanted.length == 0) {
            return;
        }
        applying.await();
        for (int row : wanted) {
            rows.verdicts[row] = Verdict.INSERTED;
        }
        if (base > Integer.MAX_VALUE / 2) {
            base = 0;
        }
        try (CopyInto copy = new CopyInto(connection, "copy " + PROBE + " from stdin (format binary)")) {
            copy.numbered(rows, wanted, base, shape.keys(), true);
            copy.end();
        }
        int first = base;
        String query = "select s." + TargetShape.NUMBER + ", " + shape.selected("t") + " from " + PROBE + " s join "
                + shape.target() + " t on " + shape.sameKey("s") + " where s." + TargetShape.NUMBER + " between "
                + (base + wanted[0]) + " and " + (base + wanted[wanted.length - 1]);
        CopyStream.each(connection, query, (message, at) -> {
            int row = Bytes.int4(message, at + 6) - first;
            boolean same = Arrays.equals(
                    message, at + 10, message.length, rows.data.data, rows.starts[row] + 2, rows.ends[row]);
            rows.verdicts[row] = same ? Verdict.UNCHANGED : Verdict.UPDATED;
        });
        base += rows.size;
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from " + PROBE);
        }
    }

    /** Tells the ledger where the merge has come to; what the target holds beyond has not been looked at. */
    void tellBoundary() {
        if (merging && lastKey.size > 0) {
            ledger.boundary(Arrays.copyOf(lastKey.data, lastKey.size));
        }
    }

    @Override
    public void close() {
        if (target != null) {
            target.close();
        }
    }
}
