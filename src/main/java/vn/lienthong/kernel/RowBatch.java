package vn.lienthong.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch that holds its values as arrays aligned to the columns. */
public final class RowBatch implements Batch {
    private final Schema schema;
    private final @Nullable Object[][] rows;
    private final long[] ordinals;

    /** Rows in order, with the ordinal of each; the arrays belong to the batch from now on. */
    public RowBatch(Schema schema, @Nullable Object[][] rows, long[] ordinals) {
        if (rows.length != ordinals.length) {
            throw new IllegalArgumentException(rows.length + " rows, " + ordinals.length + " ordinals");
        }
        this.schema = schema;
        this.rows = rows;
        this.ordinals = ordinals;
    }

    /** Rows numbered on from {@code firstOrdinal}. */
    public static RowBatch of(Schema schema, List<@Nullable Object[]> rows, long firstOrdinal) {
        long[] ordinals = new long[rows.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = firstOrdinal + i;
        }
        return new RowBatch(schema, rows.toArray(new Object[0][]), ordinals);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public @Nullable Object value(int row, int column) {
        return rows[row][column];
    }

    @Override
    public long ordinal(int row) {
        return ordinals[row];
    }
}
