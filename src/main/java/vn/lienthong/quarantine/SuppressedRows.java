package vn.lienthong.quarantine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one job leaves out, for one run: it answers from memory. */
public final class SuppressedRows {
    /** Of a job that leaves out nothing. */
    public static final SuppressedRows NONE = new SuppressedRows(null, Map.of());

    private final @Nullable HeldKeys keys;
    private final Map<String, HeldKeys> values;

    private SuppressedRows(@Nullable HeldKeys keys, Map<String, HeldKeys> values) {
        this.keys = keys;
        this.values = values;
    }

    SuppressedRows(Marks marks, List<byte[]> keys, Map<String, List<byte[]>> values) {
        this.keys = new HeldKeys(marks, keys);
        this.values = new HashMap<>();
        values.forEach((column, those) -> this.values.put(column, new HeldKeys(marks, those)));
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return keys == null;
    }

    /** Whether rows with this target key are left out. */
    public boolean hasKey(String key) {
        return keys != null && keys.holds(key);
    }

    /** Whether any target key is looked for. */
    public boolean asksKeys() {
        return keys != null && !keys.isEmpty();
    }

    /** The columns of the source whose values are looked for. */
    public Set<String> columns() {
        return values.keySet();
    }

    /** Whether source rows with this value in that column are left out. */
    public boolean hasValue(String column, String value) {
        HeldKeys those = values.get(column);
        return those != null && !value.isEmpty() && those.holds(Sought.mark(column, value));
    }
}
