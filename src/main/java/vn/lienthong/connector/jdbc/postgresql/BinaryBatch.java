package vn.lienthong.connector.jdbc.postgresql;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/**
 * Rows as the server sent them: one run of bytes and where each field starts. Values are decoded when asked for. A field's length
 * stands in the four bytes before it, -1 for null.
 */
final class BinaryBatch implements Batch {
    private final Schema schema;
    private final PostgresColumn[] columns;
    private final byte[] data;
    private final int[] offsets;
    private final long[] ordinals;

    /** {@code offsets} holds {@code columns.length} starts a row; the schema may show fewer columns than there are fields. */
    BinaryBatch(Schema schema, PostgresColumn[] columns, byte[] data, int[] offsets, long[] ordinals) {
        this.schema = schema;
        this.columns = columns;
        this.data = data;
        this.offsets = offsets;
        this.ordinals = ordinals;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public int size() {
        return ordinals.length;
    }

    @Override
    public @Nullable Object value(int row, int column) {
        int at = offset(row, column);
        int length = Bytes.int4(data, at - 4);
        return length < 0 ? null : columns[column].wire().decode(data, at, length);
    }

    @Override
    public long ordinal(int row) {
        return ordinals[row];
    }

    PostgresColumn column(int column) {
        return columns[column];
    }

    byte[] data() {
        return data;
    }

    int offset(int row, int column) {
        return offsets[row * columns.length + column];
    }
}
