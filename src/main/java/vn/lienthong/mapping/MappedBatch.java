package vn.lienthong.mapping;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/** The accepted rows: a view over the source batch with computed columns beside it. Untouched cells are neither decoded nor copied. */
final class MappedBatch implements Batch {
    private final Schema schema;
    private final Batch source;
    private final int[] rows;
    private final int[] columns;
    private final @Nullable Object[] @Nullable [] computed;

    /**
     * A view.
     *
     * @param rows the source rows that were accepted, in order
     * @param columns for each field the source column passed through, -1 where computed
     * @param computed for each computed field its values by source row
     */
    MappedBatch(Schema schema, Batch source, int[] rows, int[] columns, @Nullable Object[] @Nullable [] computed) {
        this.schema = schema;
        this.source = source;
        this.rows = rows;
        this.columns = columns;
        this.computed = computed;
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
        @Nullable Object[] values = computed[column];
        return values == null ? source.value(rows[row], columns[column]) : values[rows[row]];
    }

    @Override
    public long ordinal(int row) {
        return source.ordinal(rows[row]);
    }

    @Override
    public Batch origin() {
        return source.origin();
    }

    @Override
    public int originColumn(int column) {
        return columns[column] < 0 ? -1 : source.originColumn(columns[column]);
    }

    @Override
    public int originRow(int row) {
        return source.originRow(rows[row]);
    }
}
