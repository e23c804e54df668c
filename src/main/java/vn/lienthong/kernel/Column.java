package vn.lienthong.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One column of a dataset.
 *
 * @param name as the system spells it
 * @param type the kind of value
 * @param nullable whether the system may hold no value here
 * @param nativeType the system's own name of the type ({@code numeric(10,2)}), null where it has none
 * @param length most characters (text) or bytes, null where unlimited or unknown
 * @param precision most digits of a decimal, null where unlimited
 * @param scale digits after the decimal point, null where unlimited
 * @param dataClass how carefully to handle it
 */
public record Column(
        String name,
        ValueType type,
        boolean nullable,
        @Nullable String nativeType,
        @Nullable Integer length,
        @Nullable Integer precision,
        @Nullable Integer scale,
        DataClass dataClass) {
    /** A nullable, unclassified column without limits. */
    public static Column of(String name, ValueType type) {
        return new Column(name, type, true, null, null, null, null, DataClass.UNCLASSIFIED);
    }

    /** The same column under another name. */
    public Column named(String other) {
        return new Column(other, type, nullable, nativeType, length, precision, scale, dataClass);
    }

    /** The same column in another data class. */
    public Column classed(DataClass other) {
        return new Column(name, type, nullable, nativeType, length, precision, scale, other);
    }
}
