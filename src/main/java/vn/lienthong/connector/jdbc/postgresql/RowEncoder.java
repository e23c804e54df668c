package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/**
 * Makes the target's binary rows of a batch. Fields that a mapping passed through from a reader of the same kind are copied as
 * bytes; others are encoded. What the target would refuse is refused here, field by field.
 */
final class RowEncoder {
    private final PostgresColumn[] columns;
    private final int keys;
    private final byte @Nullable [] constant;
    private EncodedRows rows = new EncodedRows();
    private EncodedRows before = new EncodedRows();
    private final int[] given;
    private final int[] passed;
    private final int[] limits;
    /** The last of the neighbouring columns that may be copied together from this one on. */
    private final int[] runs;

    private @Nullable BinaryBatch origin;
    private int lastField;
    private @Nullable Object plannedFor;
    private @Nullable Object plannedFrom;

    /** {@code constant} is the last column's field, length included, where batches do not bring it. */
    RowEncoder(List<PostgresColumn> columns, int keys, byte @Nullable [] constant) {
        this.columns = columns.toArray(new PostgresColumn[0]);
        this.keys = keys;
        this.constant = constant;
        this.given = new int[this.columns.length];
        this.passed = new int[this.columns.length];
        this.limits = new int[this.columns.length];
        this.runs = new int[this.columns.length];
        for (int i = 0; i < limits.length; i++) {
            Integer length = this.columns[i].length();
            limits[i] = length == null ? Integer.MAX_VALUE : length;
        }
    }

    /** The rows, in a buffer that is used again by the call after the next: the target may still be at those of the last. */
    EncodedRows encode(Batch batch) {
        plan(batch);
        EncodedRows free = before;
        before = rows;
        rows = free;
        rows.begin(batch);
        for (int row = 0; row < rows.size; row++) {
            row(batch, row);
        }
        return rows;
    }

    private void plan(Batch batch) {
        origin = batch.origin() instanceof BinaryBatch binary ? binary : null;
        if (batch.schema() == plannedFor && origin != null && origin.schema() == plannedFrom) {
            return;
        }
        int computed = constant == null ? columns.length : columns.length - 1;
        for (int i = 0; i < computed; i++) {
            given[i] = batch.schema().position(columns[i].name());
            if (given[i] < 0) {
                throw new IllegalArgumentException("the batch has no column " + columns[i].name());
            }
            int from = origin == null ? -1 : batch.originColumn(given[i]);
            passed[i] = from >= 0 && origin != null && columns[i].takesBytesOf(origin.column(from)) ? from : -1;
        }
        planRuns(computed);
        plannedFor = batch.schema();
        plannedFrom = origin == null ? null : origin.schema();
    }

    private void planRuns(int computed) {
        for (int i = computed - 1; i >= 0; i--) {
            boolean joins = i + 1 < computed
                    && i + 1 != keys
                    && passed[i] >= 0
                    && passed[i + 1] == passed[i] + 1
                    && unchecked(i)
                    && unchecked(i + 1);
            runs[i] = joins ? runs[i + 1] : i;
        }
    }

    /** Whether whatever the source can hold here fits the target. */
    private boolean unchecked(int column) {
        if (origin == null) {
            return false;
        }
        PostgresColumn source = origin.column(passed[column]);
        Integer length = source.length();
        boolean fits = limits[column] == Integer.MAX_VALUE || length != null && length <= limits[column];
        return fits && (!source.nullable() || columns[column].nullable() && column >= keys);
    }

    private void row(Batch batch, int row) {
        Bytes out = rows.data;
        int start = out.size;
        rows.starts[row] = start;
        rows.keyEnds[row] = -1;
        out.int2(columns.length);
        int computed = constant == null ? columns.length : columns.length - 1;
        int source = origin == null ? 0 : batch.originRow(row);
        for (int column = 0; column < computed; column++) {
            if (column == keys) {
                rows.keyEnds[row] = out.size;
            }
            if (runs[column] > column && origin != null) {
                copyRun(origin, source, column);
                column = runs[column];
                continue;
            }
            Refusal refusal = passed[column] >= 0 ? copy(origin, source, column) : column(batch, row, column);
            if (refusal == null && column < keys && Bytes.int4(out.data, lastField) < 0) {
                refusal = Refusal.empty(columns[column]);
            }
            if (refusal != null) {
                out.size = column < keys ? start : rows.keyEnds[row];
                rows.ends[row] = out.size;
                rows.reject(row, refusal);
                return;
            }
        }
        if (computed <= keys) {
            rows.keyEnds[row] = out.size;
        }
        if (constant != null) {
            out.copy(constant, 0, constant.length);
        }
        rows.ends[row] = out.size;
    }

    private void copyRun(BinaryBatch from, int row, int column) {
        byte[] data = from.data();
        int start = from.offset(row, passed[column]) - 4;
        int last = from.offset(row, passed[runs[column]]);
        rows.data.copy(data, start, last + Math.max(Bytes.int4(data, last - 4), 0) - start);
    }

    private @Nullable Refusal copy(@Nullable BinaryBatch from, int row, int column) {
        if (from == null) {
            throw new IllegalStateException("no origin");
        }
        byte[] data = from.data();
        int at = from.offset(row, passed[column]);
        int length = Bytes.int4(data, at - 4);
        Bytes out = rows.data;
        lastField = out.size;
        if (length < 0) {
            out.int4(-1);
            return columns[column].nullable() ? null : Refusal.empty(columns[column]);
        }
        if (length > limits[column]) {
            int characters = characters(data, at, length);
            if (characters > limits[column]) {
                return Refusal.tooLong(columns[column], characters);
            }
        }
        out.copy(data, at - 4, length + 4);
        return null;
    }

    private @Nullable Refusal column(Batch batch, int row, int column) {
        Bytes out = rows.data;
        lastField = out.size;
        PostgresColumn target = columns[column];
        Object value = batch.value(row, given[column]);
        out.int4(-1);
        if (value == null) {
            return target.nullable() ? null : Refusal.empty(target);
        }
        Object fitting = Fitting.of(value, target);
        if (fitting instanceof Refusal refusal) {
            return refusal;
        }
        int start = out.size;
        try {
            Integer length = target.length();
            target.wire().encode(fitting, out, length == null ? 0 : length);
        } catch (CharacterCodingException broken) {
            return Refusal.badText(target, value.toString());
        } catch (ArithmeticException outside) {
            return Refusal.outOfRange(target, value);
        }
        out.setInt4(start - 4, out.size - start);
        return null;
    }

    private static int characters(byte[] data, int at, int length) {
        int characters = 0;
        for (int i = at; i < at + length; i++) {
            if ((data[i] & 0xC0) != 0x80) {
                characters++;
            }
        }
        return characters;
    }

    /** A field with its length, for a column that batches do not bring. */
    static byte[] field(PostgresColumn column, @Nullable Object value) {
        Bytes out = new Bytes(16);
        if (value == null) {
            out.int4(-1);
        } else if (value instanceof Boolean yes && column.wire() == Wire.BOOL) {
            out.int4(1);
            out.int1(yes ? 1 : 0);
        } else {
            throw new IllegalArgumentException("no constant of " + column.nativeType());
        }
        return java.util.Arrays.copyOf(out.data, out.size);
    }
}
