package vn.lienthong.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a batch or dataset, in order. Positions count from 0. */
public final class Schema {
    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    /** A schema of these columns; names are unique. */
    public Schema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < this.columns.size(); i++) {
            if (positions.put(this.columns.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "column named twice: " + this.columns.get(i).name());
            }
        }
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(int position) {
        return columns.get(position);
    }

    /** The column of this name, or null. */
    public @Nullable Column column(String name) {
        Integer position = positions.get(name);
        return position == null ? null : columns.get(position);
    }

    /** The position of a column, or -1. */
    public int position(String name) {
        return positions.getOrDefault(name, -1);
    }

    public int size() {
        return columns.size();
    }

    /** A short mark that changes when a name, type or limit changes; kept beside positions. */
    public String fingerprint() {
        int hash = 17;
        for (Column column : columns) {
            hash = 31 * hash + column.name().hashCode();
            hash = 31 * hash + column.type().name().hashCode();
            hash = 31 * hash + String.valueOf(column.nativeType()).hashCode();
        }
        return Integer.toHexString(hash);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schema schema && schema.columns.equals(columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
