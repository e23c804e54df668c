package vn.lienthong.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Schema;

/**
 * Named rows in one connector.
 *
 * @param name how the hub calls it: the name pinned in the connector's file, else the name in the system
 * @param from its name in the system: {@code public.hoc_sinh}, a sheet, a file pattern
 * @param schema its columns
 * @param key the columns that identify a row, in order; empty where none is known
 * @param rowEstimate about how many rows, null where unknown
 * @param cursors columns by which new and changed rows could be found
 */
public record Dataset(
        DatasetName name,
        String from,
        Schema schema,
        List<String> key,
        @Nullable Long rowEstimate,
        List<CursorCandidate> cursors) {
    /**
     * A column that may serve as an incremental cursor.
     *
     * @param indexed whether an index starts with it; without one every run reads the whole table
     * @param nullable whether it may be null; such rows are never found by it
     */
    public record CursorCandidate(String column, boolean indexed, boolean nullable) {}
}
