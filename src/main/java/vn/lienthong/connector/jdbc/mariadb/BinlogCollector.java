package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogListener;
import vn.lienthong.kernel.Rejection;

/** Gathers changes; of several changes of one key the last stays. Whoever uses it sees to it that one thread does at a time. */
final class BinlogCollector {
    private static final long MOST_BYTES = 8 << 20;

    /** What holds of one key in the end. */
    enum State {
        ROW,
        GONE,
        VOID
    }

    /** One change. */
    static final class Entry {
        final @Nullable Object[] values;
        final long ordinal;
        State state;
        /** The log did not say everything: the row has to be read. */
        final boolean partial;

        private Entry(@Nullable Object[] values, long ordinal, State state, boolean partial) {
            this.values = values;
            this.ordinal = ordinal;
            this.state = state;
            this.partial = partial;
        }
    }

    /**
     * Changes that were gathered.
     *
     * @param events how many the source reported
     */
    record Gathered(List<Entry> entries, List<Rejection> unreadable, long superseded, long events) {}

    private final List<NativeColumn> columns;
    private final int[] key;
    private final int mostEvents;
    private List<Entry> entries = new ArrayList<>();
    private List<Rejection> unreadable = new ArrayList<>();
    private final Map<Object, Entry> last = new HashMap<>();
    private long superseded;
    private long events;
    private long bytes;
    private long next;

    BinlogCollector(List<NativeColumn> columns, int[] key, long firstOrdinal, int mostEvents) {
        this.columns = columns;
        this.key = key;
        this.next = firstOrdinal;
        this.mostEvents = mostEvents;
    }

    boolean empty() {
        return events == 0;
    }

    boolean full() {
        return events >= mostEvents || bytes >= MOST_BYTES;
    }

    /** A row as it is now. */
    void row(@Nullable Object[] raw) {
        events++;
        @Nullable Object[] values = new @Nullable Object[raw.length];
        boolean partial = false;
        for (int i = 0; i < raw.length; i++) {
            Object value = BinlogValues.of(raw[i], columns.get(i));
            if (value instanceof Cells.Unreadable bad) {
                unreadable.add(rejection(i, bad, next++));
                return;
            }
            boolean unsaid = value == BinlogListener.UNSAID;
            partial |= unsaid;
            values[i] = unsaid ? null : value;
            bytes += Cells.weight(value);
        }
        settle(values, State.ROW, partial);
    }

    /** The row of this key is gone. */
    void gone(@Nullable Object[] raw) {
        events++;
        @Nullable Object[] values = new @Nullable Object[raw.length];
        for (int column : key) {
            values[column] = keyValue(raw[column], column);
            bytes += Cells.weight(values[column]);
        }
        settle(values, State.GONE, false);
    }

    /** Whether two rows differ in the key. */
    boolean otherKey(@Nullable Object[] before, @Nullable Object[] after) {
        for (int column : key) {
            Object one = comparable(keyValue(before[column], column));
            Object other = comparable(BinlogValues.of(after[column], columns.get(column)));
            if (!one.equals(other)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object keyValue(@Nullable Object raw, int column) {
        Object value = BinlogValues.of(raw, columns.get(column));
        if (value == null || value == BinlogListener.UNSAID || value instanceof Cells.Unreadable) {
            throw new IllegalStateException(
                    "a key that cannot be read: column " + columns.get(column).name());
        }
        return value;
    }

    private void settle(@Nullable Object[] values, State state, boolean partial) {
        Entry entry = new Entry(values, next++, state, partial);
        entries.add(entry);
        Entry earlier = last.put(keyOf(values, key), entry);
        if (earlier != null) {
            earlier.state = State.VOID;
            superseded++;
        }
    }

    /** A row's key as something that can be looked up. */
    static Object keyOf(@Nullable Object[] values, int[] key) {
        if (key.length == 1) {
            return comparable(values[key[0]]);
        }
        List<Object> parts = new ArrayList<>(key.length);
        for (int column : key) {
            parts.add(comparable(values[column]));
        }
        return parts;
    }

    private static Object comparable(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value == null ? "" : value;
    }

    Rejection rejection(int column, Cells.Unreadable bad, long ordinal) {
        return new Rejection(-1, ordinal, columns.get(column).name(), bad.valueClass(), bad.code(), bad.reason());
    }

    /** The number of a change that is not of one row. */
    void skip() {
        next++;
    }

    /** All that was gathered; the collector is empty afterwards. */
    Gathered take() {
        Gathered gathered = new Gathered(entries, unreadable, superseded, events);
        entries = new ArrayList<>();
        unreadable = new ArrayList<>();
        last.clear();
        superseded = 0;
        events = 0;
        bytes = 0;
        return gathered;
    }
}
