package vn.lienthong.quarantine;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/**
 * A row to be held, with where its content is.
 *
 * @param rejection why it was refused
 * @param key the target key as text, null where it could not be computed
 * @param source the batch as read, null for a row that could not even be read as a row
 * @param row the row's index in {@code source}
 */
public record RejectedRow(
        Rejection rejection, @Nullable String key, @Nullable Batch source, int row) {}
