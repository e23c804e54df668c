package vn.lienthong.connector.jdbc.mariadb;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ValueType;

/**
 * A column as the server describes it.
 *
 * @param dataType the bare type: {@code bigint}
 * @param columnType the type with everything: {@code bigint(20) unsigned}
 * @param fraction digits of a second, null where it has none
 * @param charset null where it holds no text
 * @param indexed whether an index starts with it
 */
record NativeColumn(
        String name,
        String dataType,
        String columnType,
        boolean nullable,
        @Nullable Long length,
        @Nullable Integer precision,
        @Nullable Integer scale,
        @Nullable Integer fraction,
        @Nullable String charset,
        @Nullable String collation,
        boolean generated,
        boolean counting,
        boolean indexed) {
    private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");
    /** Types that order by something else than their text. */
    private static final Set<String> SPELLED = Set.of("uuid", "inet4", "inet6");

    private static final Set<String> LISTED = Set.of("enum", "set");

    ValueType type() {
        return switch (dataType) {
            case "tinyint" -> columnType.startsWith("tinyint(1)") ? ValueType.BOOLEAN : ValueType.INTEGER;
            case "smallint", "mediumint", "int", "integer", "year" -> ValueType.INTEGER;
            case "bigint" -> unsigned() ? ValueType.DECIMAL : ValueType.INTEGER;
            case "bit" -> bits() == 1 ? ValueType.BOOLEAN : bits() < 64 ? ValueType.INTEGER : ValueType.BYTES;
            case "decimal", "numeric", "float", "double", "real" -> ValueType.DECIMAL;
            case "date" -> ValueType.DATE;
            case "time" -> ValueType.TIME;
            case "datetime" -> ValueType.TIMESTAMP;
            case "timestamp" -> ValueType.MOMENT;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json", "enum", "set" ->
                ValueType.TEXT;
            case "uuid", "inet4", "inet6" -> ValueType.TEXT;
            default -> ValueType.BYTES;
        };
    }

    /** The column in the hub's words. */
    Column column() {
        ValueType type = type();
        boolean decimal = type == ValueType.DECIMAL && !floating();
        boolean limited = type == ValueType.TEXT || type == ValueType.BYTES;
        return new Column(
                name,
                type,
                nullable,
                columnType,
                limited && length != null && length <= Integer.MAX_VALUE ? Integer.valueOf(length.intValue()) : null,
                decimal ? precision : null,
                decimal ? scale : null,
                DataClass.UNCLASSIFIED);
    }

    /** How to ask for it so that it comes as it stands, also what no Java type can hold. */
    String expression(String prefix) {
        String quoted = prefix + Sql.name(name);
        return switch (dataType) {
            case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6", "json" ->
                "cast(" + quoted + " as char)";
            case "float", "double", "real" -> "cast(" + quoted + " as char)";
            case "bit" -> type() == ValueType.BYTES ? quoted : quoted + " + 0";
            case "year" -> quoted + " + 0";
            default -> quoted;
        };
    }

    /** How to order and page by it so that text goes by its UTF-8 bytes. */
    String ordering(String prefix) {
        String quoted = prefix + Sql.name(name);
        if (SPELLED.contains(dataType)) {
            return "cast(cast(" + quoted + " as char) as binary)";
        }
        if (!orderedByBytes()) {
            return quoted;
        }
        return UTF8.contains(charset)
                ? "cast(" + quoted + " as binary)"
                : "cast(convert(" + quoted + " using utf8mb4) as binary)";
    }

    /** How to compare it so that case and accents count. */
    String exact(String prefix) {
        String quoted = prefix + Sql.name(name);
        return charset == null || dataType.equals("json") ? quoted : "cast(" + quoted + " as binary)";
    }

    boolean orderedByBytes() {
        return SPELLED.contains(dataType) || (charset != null && (!binaryCollation() || LISTED.contains(dataType)));
    }

    private boolean binaryCollation() {
        return collation != null && collation.endsWith("_bin") && UTF8.contains(String.valueOf(charset));
    }

    boolean text() {
        return charset != null;
    }

    boolean unsigned() {
        return columnType.toLowerCase(Locale.ROOT).contains("unsigned");
    }

    boolean floating() {
        return dataType.equals("float") || dataType.equals("double") || dataType.equals("real");
    }

    int bits() {
        return precision == null ? 1 : precision;
    }
}
