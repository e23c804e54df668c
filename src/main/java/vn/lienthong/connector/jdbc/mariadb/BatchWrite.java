package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/** One batch on its way into the target: what becomes of each row. */
final class BatchWrite {
    private final Target target;
    private final Batch batch;
    private final @Nullable Verdict[] verdicts;
    private final Map<Integer, Rejection> rejected = new TreeMap<>();

    BatchWrite(Target target, Batch batch) {
        this.target = target;
        this.batch = batch;
        this.verdicts = new @Nullable Verdict[batch.size()];
    }

    /** Every row is new. */
    WriteResult append(MultiRowInsert insert, boolean compareOnly) throws SQLException {
        checkRows();
        List<Integer> rows = open();
        rows.forEach(row -> verdicts[row] = Verdict.INSERTED);
        if (!compareOnly) {
            insert.insert(rows, batch::value, this::told);
        }
        return result();
    }

    /** New rows are inserted, different ones updated; in a comparison both are only found. */
    WriteResult merge(Stage stage, @Nullable SeenKeys seen, boolean compareOnly) throws SQLException {
        checkRows();
        supersede();
        stage.fill(batch, open(), this::told);
        if (target.mayMergeKeys()) {
            String key = String.join(", ", target.keyNames());
            stage.mergedKeys().forEach(row -> reject(Refusal.mergedKey(key), row));
        }
        Map<Integer, Verdict> found = stage.compare();
        List<Integer> inserts = new ArrayList<>();
        List<Integer> updates = new ArrayList<>();
        for (int row : open()) {
            Verdict verdict = found.getOrDefault(row, Verdict.INSERTED);
            if (verdict == Verdict.REJECTED) {
                reject(Refusal.mergedKey(String.join(", ", target.keyNames())), row);
                continue;
            }
            verdicts[row] = verdict;
            if (verdict == Verdict.INSERTED) {
                inserts.add(row);
            } else if (verdict == Verdict.UPDATED) {
                updates.add(row);
            }
        }
        if (!compareOnly) {
            stage.insert(inserts, this::told);
            stage.update(updates, this::told);
        }
        if (seen != null) {
            seen.addStaged();
            seen.add(batch, List.copyOf(rejected.keySet()));
        }
        return result();
    }

    private void checkRows() {
        Set<String> key = Set.copyOf(target.keyNames());
        RowCheck check = new RowCheck(target.columns(), key);
        for (int row = 0; row < batch.size(); row++) {
            Refusal refusal = check.check(batch, row);
            if (refusal != null) {
                reject(refusal, row);
            }
        }
    }

    /** The last row of a key wins. */
    private void supersede() {
        int[] positions = SeenKeys.positions(batch, target);
        Map<List<Object>, Integer> last = new HashMap<>();
        for (int row : open()) {
            List<Object> key = new ArrayList<>(positions.length);
            for (int position : positions) {
                key.add(comparable(batch.value(row, position)));
            }
            Integer earlier = last.put(key, row);
            if (earlier != null) {
                verdicts[earlier] = Verdict.SUPERSEDED;
            }
        }
    }

    private static Object comparable(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : String.valueOf(value);
    }

    private List<Integer> open() {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < verdicts.length; row++) {
            if (verdicts[row] == null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The server told why; of its words only the name of a column counts. */
    private void told(Refusal refusal, int row) {
        reject(refusal.among(target.names()), row);
    }

    private void reject(Refusal refusal, int row) {
        verdicts[row] = Verdict.REJECTED;
        rejected.put(row, refusal.at(row, batch.ordinal(row)));
    }

    private WriteResult result() {
        Verdict[] all = new Verdict[verdicts.length];
        for (int row = 0; row < all.length; row++) {
            Verdict verdict = verdicts[row];
            if (verdict == null) {
                throw new IllegalStateException("row " + row + " has no verdict");
            }
            all[row] = verdict;
        }
        return new WriteResult(all, List.copyOf(rejected.values()));
    }
}
