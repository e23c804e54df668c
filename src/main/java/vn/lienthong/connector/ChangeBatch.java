package vn.lienthong.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;

/**
 * Changes of one or more whole source transactions, or a part of one that is larger than a batch. Of several changes of one key only
 * the last is here. Where a row's key changed, its old key is among the gone. Apply the gone first, then the rows. Always: events =
 * rows + gone + unreadable + superseded (+ 1 where truncated).
 *
 * @param rows rows as they are now
 * @param gone keys of rows that are gone; their other columns are null
 * @param unreadable changed rows that hold what no value can hold
 * @param superseded changes that a later one of the same key in this batch has made void
 * @param events how many changes the source reported
 * @param truncated whether the dataset was emptied at once; then nothing else is in the batch
 * @param position where following goes on after this batch; null inside a source transaction: nothing may be committed there
 * @param committedAt when the source committed the last of them; null where nothing was committed
 */
public record ChangeBatch(
        Batch rows,
        Batch gone,
        List<Rejection> unreadable,
        long superseded,
        long events,
        boolean truncated,
        @Nullable Position position,
        @Nullable Instant committedAt) {}
