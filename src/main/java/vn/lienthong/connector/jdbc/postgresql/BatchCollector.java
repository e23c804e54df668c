package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Gathers rows into batches bounded by rows and bytes. Text that is not NFC is rewritten here, so that everybody may copy bytes;
 * a row with a value the hub cannot hold (infinity, not a number) is set aside with the reason.
 */
final class BatchCollector implements CopyStream.Collector<BatchCursor.Part> {
    private static final int MOST_BYTES = 8 << 20;

    private final Schema schema;
    private final PostgresColumn[] columns;
    private final boolean[] text;
    private final boolean[] mayBeBeyond;
    private final @Nullable ReadOrder order;
    private final int mostRows;
    private final Bytes data = new Bytes(1 << 18);
    private final int[] fields;
    private final List<Rejection> unreadable = new ArrayList<>();
    private int[] offsets;
    private long[] ordinals;
    private int rows;
    private long next;
    private byte[] last = new byte[0];
    private final int[] lastFields;

    /** {@code order} tells where reading goes on; null where it cannot be resumed. */
    BatchCollector(
            Schema schema, List<PostgresColumn> columns, @Nullable ReadOrder order, int mostRows, long firstOrdinal) {
        this.schema = schema;
        this.columns = columns.toArray(new PostgresColumn[0]);
        this.order = order;
        this.mostRows = mostRows;
        this.next = firstOrdinal;
        this.fields = new int[this.columns.length];
        this.lastFields = new int[this.columns.length];
        this.offsets = new int[Math.min(mostRows, 1024) * this.columns.length];
        this.ordinals = new long[Math.min(mostRows, 1024)];
        this.text = new boolean[this.columns.length];
        this.mayBeBeyond = new boolean[this.columns.length];
        for (int i = 0; i < this.columns.length; i++) {
            Wire wire = this.columns[i].wire();
            text[i] = wire == Wire.TEXT || wire == Wire.PADDED || wire == Wire.JSONB || wire == Wire.CAST;
            mayBeBeyond[i] = wire.mayBeBeyond();
        }
    }

    @Override
    public BatchCursor.@Nullable Part add(byte[] message, int at) {
        int position = at + 2;
        int beyond = -1;
        int damaged = -1;
        for (int column = 0; column < columns.length; column++) {
            int length = Bytes.int4(message, position);
            position += 4;
            fields[column] = position;
            if (length > 0) {
                if (text[column]) {
                    if (!Nfc.surely(message, position, length) && !Nfc.is(message, position, length)) {
                        damaged = column;
                    }
                } else if (mayBeBeyond[column] && columns[column].wire().beyond(message, position)) {
                    beyond = column;
                }
                position += length;
            }
        }
        last = message;
        System.arraycopy(fields, 0, lastFields, 0, fields.length);
        if (beyond >= 0) {
            setAside(columns[beyond]);
        } else if (damaged >= 0) {
            keepNormalized(message);
        } else {
            keep(message, at);
        }
        next++;
        return rows >= mostRows || data.size >= MOST_BYTES || unreadable.size() >= mostRows ? part() : null;
    }

    @Override
    public BatchCursor.@Nullable Part rest() {
        return rows == 0 && unreadable.isEmpty() ? null : part();
    }

    private void keep(byte[] message, int at) {
        int shift = data.size - at;
        data.copy(message, at, message.length - at);
        int first = row();
        for (int column = 0; column < columns.length; column++) {
            offsets[first + column] = fields[column] + shift;
        }
    }

    private void keepNormalized(byte[] message) {
        int first = row();
        data.int2(columns.length);
        for (int column = 0; column < columns.length; column++) {
            int length = Bytes.int4(message, fields[column] - 4);
            byte[] normal = message;
            int start = fields[column];
            if (text[column] && length > 0) {
                normal = Normalizer.normalize(
                                new String(message, start, length, StandardCharsets.UTF_8), Normalizer.Form.NFC)
                        .getBytes(StandardCharsets.UTF_8);
                start = 0;
                length = normal.length;
            }
            data.int4(length);
            offsets[first + column] = data.size;
            data.copy(normal, start, Math.max(length, 0));
        }
    }

    /** Makes room for one more row; gives the place of its first offset. */
    private int row() {
        int first = rows * columns.length;
        if (rows == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, rows * 2);
            offsets = Arrays.copyOf(offsets, first * 2);
        }
        ordinals[rows++] = next;
        return first;
    }

    private void setAside(PostgresColumn column) {
        unreadable.add(beyond(column, next));
    }

    /** The refusal of a row whose value in this column no value of the hub can stand for. */
    static Rejection beyond(PostgresColumn column, long ordinal) {
        return new Rejection(
                -1,
                ordinal,
                column.name(),
                column.wire().value().name().toLowerCase(java.util.Locale.ROOT) + "(infinite)",
                "read.not_finite",
                new Text(
                        "Trường " + column.name() + " chứa giá trị vô hạn hoặc không phải số, không chuyển đi được",
                        "Column " + column.name() + " holds infinity or not a number, which cannot be passed on"));
    }

    private BatchCursor.Part part() {
        Position position = order == null ? null : order.position(last, lastFields);
        BinaryBatch batch = new BinaryBatch(
                schema,
                columns,
                Arrays.copyOf(data.data, data.size),
                Arrays.copyOf(offsets, rows * columns.length),
                Arrays.copyOf(ordinals, rows));
        BatchCursor.Part part = new BatchCursor.Part(batch, List.copyOf(unreadable), position);
        data.clear();
        unreadable.clear();
        rows = 0;
        return part;
    }
}
