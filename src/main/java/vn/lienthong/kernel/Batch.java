package vn.lienthong.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Many rows of one schema: the unit that moves through a route. Immutable and safe to hand to another thread.
 *
 * <p>Values are asked for one by one, so that a reader may keep the bytes it received and decode only what a mapping or check
 * touches. A column that a mapping passes through unaltered says where it came from, so that a writer of the same kind of
 * database can copy bytes ({@link #origin()}).
 */
public interface Batch {
    /** The columns; the positions below count in it. */
    Schema schema();

    /** How many rows. */
    int size();

    /** The value of one cell: an instance of the column's {@link ValueType#javaType()}, or null. */
    @Nullable
    Object value(int row, int column);

    /** The number of the source row in its read, from 1, the same again after a resume. */
    long ordinal(int row);

    /** The batch as the source gave it; a batch fresh from a source is its own origin. */
    default Batch origin() {
        return this;
    }

    /** The origin's column whose value this column holds unaltered, or -1 where the value was computed. */
    default int originColumn(int column) {
        return column;
    }

    /** The origin's row that this row was made of. */
    default int originRow(int row) {
        return row;
    }
}
