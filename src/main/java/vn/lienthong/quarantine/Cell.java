package vn.lienthong.quarantine;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Masking;
import vn.lienthong.kernel.ValueType;

/**
 * One field of a held row.
 *
 * @param column the source column
 * @param dataClass decides whether people see {@code shown} masked
 * @param value the value, null where empty
 */
public record Cell(
        String column,
        ValueType type,
        DataClass dataClass,
        @Nullable Object value) {
    /** The value as people may see it: masked unless public or internal. */
    public String shown() {
        return value == null ? "" : Masking.of(dataClass, value.toString());
    }

    @Override
    public String toString() {
        return column + "=•••";
    }
}
