package vn.lienthong.sync;

import java.util.List;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Position;

/**
 * The keys of source rows that are newer than what the job has read: the next run brings them, so whether the target has them yet says
 * nothing. Only reads by a column that grows know which rows these are.
 */
final class WaitingRows {
    private final KeyTable table = new KeyTable();
    private boolean some;

    /** None: every row is judged. */
    static WaitingRows none() {
        return new WaitingRows();
    }

    /** Those of a job, after the position at which its next run begins. */
    static WaitingRows after(Position position, Flow flow, List<String> key) {
        WaitingRows waiting = new WaitingRows();
        Flow own = flow.secondPass();
        try (BatchCursor cursor = own.newer(position)) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                waiting.take(own.map(part.batch()).accepted(), flow, key);
            }
        }
        return waiting;
    }

    private void take(Batch accepted, Flow flow, List<String> key) {
        RowDigest keys = new RowDigest(accepted.schema(), flow.to().schema(), key);
        for (int row = 0; row < accepted.size(); row++) {
            table.put(keys.of(accepted, row), 0, KeyTable.EXCUSED);
            some = true;
        }
    }

    boolean has(long key) {
        return some && table.has(key);
    }

    boolean some() {
        return some;
    }
}
