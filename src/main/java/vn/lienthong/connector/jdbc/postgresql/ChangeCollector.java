package vn.lienthong.connector.jdbc.postgresql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Gathers changes into batches of the same bytes that a read of the rows gives; of several changes of one key the last stays. Used on
 * the following thread only.
 */
final class ChangeCollector {
    private static final int MOST_BYTES = 8 << 20;
    private static final byte VOID = 0;
    private static final byte ROW = 1;
    private static final byte GONE = 2;

    private final Schema schema;
    private final PostgresColumn[] columns;
    private final int[] key;
    private final int mostEvents;
    private final Bytes data = new Bytes(1 << 18);
    private final List<Rejection> unreadable = new ArrayList<>();
    private int[] offsets;
    private long[] ordinals;
    private byte[] states;
    /** Rows that came without a large value that did not change, or without a column that was not there then. */
    private boolean[] partial;

    private int[] slots;
    private int size;
    private long superseded;
    private long events;
    private long next;

    /**
     * A collector.
     *
     * @param key the places of the key's columns among {@code columns}
     */
    ChangeCollector(Schema schema, List<PostgresColumn> columns, int[] key, long firstOrdinal, int mostEvents) {
        this.schema = schema;
        this.columns = columns.toArray(new PostgresColumn[0]);
        this.key = key;
        this.next = firstOrdinal;
        this.mostEvents = mostEvents;
        int room = Math.min(mostEvents, 1024) + 2;
        this.offsets = new int[room * this.columns.length];
        this.ordinals = new long[room];
        this.states = new byte[room];
        this.partial = new boolean[room];
        this.slots = new int[Integer.highestOneBit(room) * 4];
    }

    boolean empty() {
        return events == 0;
    }

    boolean full() {
        return events >= mostEvents || data.size >= MOST_BYTES;
    }

    /**
     * A row as it is now; {@code before} fills in what did not change, where the table gives whole rows. A column that was not there
     * then has a place below zero.
     */
    void row(PgOutput.Tuple row, int[] places, PgOutput.@Nullable Tuple before) {
        events++;
        int start = data.size;
        int slot = slot();
        int first = slot * columns.length;
        for (int column = 0; column < columns.length; column++) {
            Rejection refused = field(row, places[column], before, slot, column, first);
            if (refused != null) {
                unreadable.add(refused);
                data.size = start;
                size--;
                next++;
                return;
            }
        }
        settle(slot, ROW);
    }

    /** A row of this key is gone. */
    void gone(PgOutput.Tuple before, int[] places) {
        events++;
        int slot = slot();
        int first = slot * columns.length;
        for (int column = 0; column < columns.length; column++) {
            if (inKey(column)) {
                Rejection refused = field(before, places[column], null, slot, column, first);
                if (refused != null) {
                    throw new IllegalStateException("a key that cannot be read: column " + refused.field());
                }
            } else {
                data.int4(-1);
                offsets[first + column] = data.size;
            }
        }
        settle(slot, GONE);
    }

    /** Whether the row that is gone can be told: where only a key came, it is ours. */
    boolean carriesKey(PgOutput.Tuple before, int[] places) {
        for (int column : key) {
            if (!before.whole && before.kinds[places[column]] == PgOutput.Tuple.NULL) {
                return false;
            }
        }
        return true;
    }

    /** Whether two tuples differ in the key. */
    boolean otherKey(PgOutput.Tuple one, PgOutput.Tuple other, int[] places) {
        for (int column : key) {
            int place = places[column];
            if (other.kinds[place] != PgOutput.Tuple.UNCHANGED
                    && !Arrays.equals(
                            one.data,
                            one.starts[place],
                            one.starts[place] + one.lengths[place],
                            other.data,
                            other.starts[place],
                            other.starts[place] + other.lengths[place])) {
                return true;
            }
        }
        return false;
    }

    /** Fetches rows of these keys anew; see {@link #complete}. */
    interface Rows {
        /** The rows that are still there, with the key among their columns. */
        List<BinaryBatch> of(List<List<String>> keys) throws SQLException;
    }

    /** Fills the rows that came without their large values; those that are gone again have a later change. */
    void complete(Rows source) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        for (int slot = 0; slot < size; slot++) {
            if (partial[slot] && states[slot] == ROW) {
                keys.add(keyTexts(slot));
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        for (BinaryBatch batch : source.of(keys)) {
            for (int row = 0; row < batch.size(); row++) {
                fill(batch, row);
            }
        }
        for (int slot = 0; slot < size; slot++) {
            if (partial[slot] && states[slot] == ROW) {
                states[slot] = VOID;
                superseded++;
            }
        }
    }

    /** All that was gathered; the collector is empty afterwards. */
    ChangeBatch take(@Nullable Position position, @Nullable Instant committedAt) {
        byte[] bytes = Arrays.copyOf(data.data, data.size);
        ChangeBatch batch = new ChangeBatch(
                of(ROW, bytes),
                of(GONE, bytes),
                List.copyOf(unreadable),
                superseded,
                events,
                false,
                position,
                committedAt);
        data.clear();
        unreadable.clear();
        Arrays.fill(slots, 0);
        Arrays.fill(partial, 0, size, false);
        size = 0;
        superseded = 0;
        events = 0;
        return batch;
    }

    /** The dataset was emptied at once. */
    ChangeBatch emptied(@Nullable Position position, @Nullable Instant committedAt) {
        next++;
        return new ChangeBatch(
                of(VOID, new byte[0]), of(VOID, new byte[0]), List.of(), 0, 1, true, position, committedAt);
    }

    private BinaryBatch of(byte state, byte[] bytes) {
        int count = 0;
        for (int slot = 0; slot < size; slot++) {
            count += states[slot] == state && state != VOID ? 1 : 0;
        }
        int[] places = new int[count * columns.length];
        long[] numbers = new long[count];
        for (int slot = 0, row = 0; row < count; slot++) {
            if (states[slot] == state) {
                System.arraycopy(offsets, slot * columns.length, places, row * columns.length, columns.length);
                numbers[row++] = ordinals[slot];
            }
        }
        return new BinaryBatch(schema, columns, bytes, places, numbers);
    }

    private int slot() {
        if (size == ordinals.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
            ordinals = Arrays.copyOf(ordinals, size * 2);
            states = Arrays.copyOf(states, size * 2);
            partial = Arrays.copyOf(partial, size * 2);
        }
        ordinals[size] = next;
        states[size] = VOID;
        partial[size] = false;
        return size++;
    }

    private @Nullable Rejection field(
            PgOutput.Tuple row, int place, PgOutput.@Nullable Tuple before, int slot, int column, int first) {
        PgOutput.Tuple from = row;
        if (place < 0) {
            partial[slot] = true;
            data.int4(-1);
            offsets[first + column] = data.size;
            return null;
        }
        if (row.kinds[place] == PgOutput.Tuple.UNCHANGED) {
            if (before != null && before.whole && before.kinds[place] != PgOutput.Tuple.UNCHANGED) {
                from = before;
            } else {
                partial[slot] = true;
            }
        }
        if (from.kinds[place] != 't') {
            data.int4(-1);
            offsets[first + column] = data.size;
            return null;
        }
        offsets[first + column] = data.size + 4;
        try {
            return TextWire.field(columns[column], from.data, from.starts[place], from.lengths[place], data)
                    ? null
                    : BatchCollector.beyond(columns[column], next);
        } catch (RuntimeException notOfThisType) {
            return otherType(columns[column], next);
        }
    }

    private static Rejection otherType(PostgresColumn column, long ordinal) {
        return new Rejection(
                -1,
                ordinal,
                column.name(),
                column.wire().value().name().toLowerCase(Locale.ROOT) + "(unreadable)",
                "read.other_type",
                new Text(
                        "Trường " + column.name() + " lúc đó có kiểu khác, không đọc được theo kiểu bây giờ",
                        "Column " + column.name() + " had another type then and cannot be read as what it is now"));
    }

    /** Gives the slot its state; an earlier one of the same key is void. */
    private void settle(int slot, byte state) {
        states[slot] = state;
        next++;
        if (size * 2 > slots.length) {
            grow();
        }
        int place = find(data.data, offsets, slot * columns.length);
        if (slots[place] != 0) {
            states[slots[place] - 1] = VOID;
            superseded++;
        }
        slots[place] = slot + 1;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[before.length * 2];
        for (int entry : before) {
            if (entry != 0) {
                slots[find(data.data, offsets, (entry - 1) * columns.length)] = entry;
            }
        }
    }

    /** Where the table of slots has this key, or would have it. */
    private int find(byte[] bytes, int[] starts, int first) {
        int place = hash(bytes, starts, first) & slots.length - 1;
        while (slots[place] != 0 && !sameKey(bytes, starts, first, (slots[place] - 1) * columns.length)) {
            place = place + 1 & slots.length - 1;
        }
        return place;
    }

    private int hash(byte[] bytes, int[] starts, int first) {
        int hash = 1;
        for (int column : key) {
            int at = starts[first + column];
            int length = Bytes.int4(bytes, at - 4);
            for (int i = at; i < at + length; i++) {
                hash = 31 * hash + bytes[i];
            }
            hash = 31 * hash + length;
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private boolean sameKey(byte[] bytes, int[] starts, int first, int other) {
        for (int column : key) {
            int a = starts[first + column];
            int b = offsets[other + column];
            int lengthA = Math.max(Bytes.int4(bytes, a - 4), 0);
            int lengthB = Math.max(Bytes.int4(data.data, b - 4), 0);
            if (!Arrays.equals(bytes, a, a + lengthA, data.data, b, b + lengthB)) {
                return false;
            }
        }
        return true;
    }

    private List<String> keyTexts(int slot) {
        List<String> texts = new ArrayList<>();
        for (int column : key) {
            int at = offsets[slot * columns.length + column];
            texts.add(ReadOrder.text(columns[column], data.data, at, Bytes.int4(data.data, at - 4)));
        }
        return texts;
    }

    private void fill(BinaryBatch from, int row) {
        int[] starts = new int[columns.length];
        for (int column = 0; column < columns.length; column++) {
            starts[column] = from.offset(row, column);
        }
        int entry = slots[find(from.data(), starts, 0)];
        if (entry == 0 || !partial[entry - 1] || states[entry - 1] != ROW) {
            return;
        }
        for (int column = 0; column < columns.length; column++) {
            int length = Bytes.int4(from.data(), starts[column] - 4);
            data.int4(length);
            offsets[(entry - 1) * columns.length + column] = data.size;
            data.copy(from.data(), starts[column], Math.max(length, 0));
        }
        partial[entry - 1] = false;
    }

    private boolean inKey(int column) {
        for (int part : key) {
            if (part == column) {
                return true;
            }
        }
        return false;
    }
}
