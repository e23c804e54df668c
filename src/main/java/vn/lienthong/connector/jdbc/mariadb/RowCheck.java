package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/** Finds what the target would refuse or bend before it is sent: most bad rows cost no round trip. */
final class RowCheck {
    private final List<NativeColumn> columns;
    private final Set<String> key;

    /** Checks for rows whose values stand in the order of these target columns. */
    RowCheck(List<NativeColumn> columns, Set<String> key) {
        this.columns = columns;
        this.key = key;
    }

    /** Why this row cannot be written, or null. */
    @Nullable
    Refusal check(Batch batch, int row) {
        for (int i = 0; i < columns.size(); i++) {
            Refusal refusal = check(columns.get(i), batch.value(row, i));
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal check(NativeColumn column, @Nullable Object value) {
        if (value == null) {
            return column.nullable() && !key.contains(column.name()) ? null : Refusal.empty(column.name());
        }
        if (value instanceof String text) {
            return text(column, text);
        }
        if (value instanceof Long number) {
            return integer(column, number);
        }
        if (value instanceof BigDecimal number) {
            return decimal(column, number);
        }
        return column.fraction() == null ? null : fraction(column, column.fraction(), nanos(value));
    }

    private static @Nullable Refusal text(NativeColumn column, String text) {
        int characters = 0;
        for (int i = 0; i < text.length(); characters++) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return Refusal.notText(column.name());
            }
            i += Character.charCount(point);
        }
        boolean counted = column.dataType().equals("char") || column.dataType().equals("varchar");
        return counted && column.length() != null && characters > column.length()
                ? Refusal.tooLong(column.name(), characters, column.length())
                : null;
    }

    private static @Nullable Refusal integer(NativeColumn column, long number) {
        int bits =
                switch (column.dataType()) {
                    case "tinyint" -> 8;
                    case "smallint" -> 16;
                    case "mediumint" -> 24;
                    case "int", "integer" -> 32;
                    default -> 64;
                };
        if (bits == 64) {
            return null;
        }
        long span = 1L << bits;
        boolean fits = column.unsigned() ? number >= 0 && number < span : number >= -span / 2 && number < span / 2;
        return fits ? null : Refusal.outOfRange(column.name());
    }

    private static @Nullable Refusal decimal(NativeColumn column, BigDecimal number) {
        if (!column.dataType().equals("decimal") || column.precision() == null || column.scale() == null) {
            return null;
        }
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.precision() - plain.scale() > column.precision() - column.scale()) {
            return Refusal.outOfRange(column.name());
        }
        return plain.scale() > column.scale() ? Refusal.tooFine(column.name(), "number", column.scale()) : null;
    }

    private static @Nullable Refusal fraction(NativeColumn column, int digits, int nanos) {
        int step = 1;
        for (int i = digits; i < 9; i++) {
            step *= 10;
        }
        return nanos % step == 0 ? null : Refusal.tooFine(column.name(), "time", digits);
    }

    private static int nanos(Object value) {
        if (value instanceof LocalTime time) {
            return time.getNano();
        }
        if (value instanceof LocalDateTime time) {
            return time.getNano();
        }
        return value instanceof OffsetDateTime moment ? moment.getNano() : 0;
    }
}
