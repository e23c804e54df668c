package vn.lienthong.connector.jdbc.postgresql;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;

/**
 * One column as the catalogue describes it.
 *
 * @param wire how its values travel
 * @param type the type's number in the catalogue, domains resolved
 * @param nativeType as the server writes it, with its modifiers
 * @param modifier the type's modifier, -1 where none
 * @param nullable whether it may be null
 * @param optional whether a row may be inserted without it
 * @param generated whether the server computes it
 * @param collated whether it has a collation at all
 * @param binaryCollated whether its own collation orders by bytes
 */
record PostgresColumn(
        String name,
        Wire wire,
        long type,
        String nativeType,
        int modifier,
        boolean nullable,
        boolean optional,
        boolean generated,
        boolean collated,
        boolean binaryCollated) {
    private static final int VARCHAR = 1043;
    private static final int JSON = 114;

    /** The column in the hub's words. */
    Column column() {
        return new Column(
                name, wire.value(), nullable, nativeType, length(), precision(), scale(), DataClass.UNCLASSIFIED);
    }

    /** Most characters of a varchar or char, null where unlimited. */
    @Nullable
    Integer length() {
        return (type == VARCHAR || wire == Wire.PADDED) && modifier >= 4 ? modifier - 4 : null;
    }

    /** Most digits of a numeric. */
    @Nullable
    Integer precision() {
        return wire == Wire.NUMERIC && modifier >= 4 ? (Integer) ((modifier - 4) >> 16 & 0xFFFF) : null;
    }

    /** Digits after the point of a numeric. */
    @Nullable
    Integer scale() {
        // eleven bits with a sign since version 15
        return wire == Wire.NUMERIC && modifier >= 4 ? (Integer) ((((modifier - 4) & 0x7FF) ^ 1024) - 1024) : null;
    }

    /** The column in a select list, in the form its wire reads. */
    String selected(String alias) {
        return wire == Wire.CAST ? quoted(alias) + "::text" : quoted(alias);
    }

    /** The column in an order or comparison whose result is the order of bytes, where the type has such an order. */
    String ordered(String alias) {
        boolean text = wire == Wire.TEXT || wire == Wire.PADDED;
        return quoted(alias) + (text && collated && !binaryCollated ? " collate \"C\"" : "");
    }

    /** The column in a form that can be compared for equality. */
    String comparable(String alias) {
        return wire == Wire.CAST || type == JSON ? quoted(alias) + "::text" : quoted(alias);
    }

    String quoted(String alias) {
        return alias.isEmpty() ? Sql.name(name) : alias + "." + Sql.name(name);
    }

    /** Whether bytes read from another column are what this one would hold, apart from limits that are checked on their own. */
    boolean takesBytesOf(PostgresColumn source) {
        if (wire != source.wire || wire == Wire.CAST && type != source.type) {
            return false;
        }
        return switch (wire) {
            case NUMERIC -> modifier < 0 || modifier == source.modifier;
            case PADDED -> modifier == source.modifier;
            default -> true;
        };
    }
}
