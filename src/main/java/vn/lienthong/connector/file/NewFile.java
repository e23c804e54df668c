package vn.lienthong.connector.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file as it will be: the standing rows that stay, each with what the run has changed in it, and the run's own rows.
 *
 * @param index what is known of each key; null where rows have none
 * @param replaces whether the run's part of the file begins anew
 */
record NewFile(
        StandingFile standing,
        RowLayout layout,
        ChangeLog log,
        @Nullable KeyIndex index,
        boolean replaces) {
    /** @param today what marks a row as gone */
    void writeTo(TableSink sink, String today) throws IOException {
        if (replaces) {
            newRows(sink);
        }
        standing.rows(!replaces, row -> {
            String[] kept = kept(row, today);
            if (kept != null) {
                sink.row(kept);
            }
        });
        if (!replaces) {
            newRows(sink);
        }
    }

    /** What becomes of a standing row; null where it goes. */
    private String @Nullable [] kept(String[] row, String today) throws IOException {
        if (index == null) {
            return replaces && layout.inScope(row) ? null : row;
        }
        long place = layout.place(index, row);
        int flags = index.flags(place);
        boolean leaves = (flags & (KeyFlags.GONE | KeyFlags.PLACED)) != 0
                || replaces && (flags & KeyFlags.SEEN) == 0 && layout.inScope(row);
        if (leaves || replaces && (flags & KeyFlags.WRITTEN) != 0) {
            return null;
        }
        if ((flags & KeyFlags.WRITTEN) != 0) {
            index.set(place, KeyFlags.PLACED);
            return layout.merged(row, log.texts(index.offset(place)));
        }
        if ((flags & KeyFlags.MARKING) != 0) {
            layout.mark(row, today);
        }
        return row;
    }

    private void newRows(TableSink sink) throws IOException {
        String[] none = layout.empty();
        log.forEach((offset, kind, row) -> {
            if (kind == ChangeLog.Kind.ROW && isLast(row, offset)) {
                sink.row(layout.merged(none.clone(), row));
            }
        });
    }

    /** Whether the row is its key's last and not yet in the new file. */
    private boolean isLast(String[] row, long offset) {
        if (index == null) {
            return true;
        }
        long place = index.find(index.mark(layout.key(row)));
        return index.offset(place) == offset
                && (index.flags(place) & (KeyFlags.WRITTEN | KeyFlags.PLACED)) == KeyFlags.WRITTEN;
    }
}
