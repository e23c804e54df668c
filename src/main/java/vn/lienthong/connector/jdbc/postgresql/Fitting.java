package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;

/** A value in the form the target's type takes, exactly, or why there is none. */
final class Fitting {
    private Fitting() {}

    static Object of(Object value, PostgresColumn column) {
        return switch (column.wire().value()) {
            case TEXT -> text(value, column);
            case INTEGER -> integer(value, column);
            case DECIMAL -> decimal(value, column);
            default -> column.wire().value().javaType().isInstance(value) ? value : Refusal.wrongType(column, value);
        };
    }

    private static Object text(Object value, PostgresColumn column) {
        if (value instanceof byte[]) {
            return Refusal.wrongType(column, value);
        }
        String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        if (text.indexOf('\0') >= 0) {
            return Refusal.badText(column, text);
        }
        Integer limit = column.length();
        if (limit != null && text.length() > limit) {
            int characters = text.codePointCount(0, text.length());
            if (characters > limit) {
                return Refusal.tooLong(column, characters);
            }
        }
        if (column.wire() == Wire.UUID && !isUuid(text)) {
            return Refusal.wrongType(column, value);
        }
        return text;
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static Object integer(Object value, PostgresColumn column) {
        long number;
        if (value instanceof Long whole) {
            number = whole;
        } else if (value instanceof BigDecimal decimal
                && decimal.stripTrailingZeros().scale() <= 0) {
            if (decimal.precision() - decimal.scale() > 19) {
                return Refusal.outOfRange(column, value);
            }
            try {
                number = decimal.longValueExact();
            } catch (ArithmeticException tooLarge) {
                return Refusal.outOfRange(column, value);
            }
        } else {
            return Refusal.wrongType(column, value);
        }
        boolean fits =
                switch (column.wire()) {
                    case INT2 -> number == (short) number;
                    case INT4 -> number == (int) number;
                    default -> true;
                };
        return fits ? (Object) number : Refusal.outOfRange(column, value);
    }

    private static Object decimal(Object value, PostgresColumn column) {
        BigDecimal decimal;
        if (value instanceof BigDecimal given) {
            decimal = given;
        } else if (value instanceof Long whole) {
            decimal = BigDecimal.valueOf(whole);
        } else {
            return Refusal.wrongType(column, value);
        }
        if (column.wire() != Wire.NUMERIC) {
            boolean finite = column.wire() == Wire.FLOAT4
                    ? Float.isFinite(decimal.floatValue())
                    : Double.isFinite(decimal.doubleValue());
            return finite ? decimal : Refusal.outOfRange(column, value);
        }
        Integer precision = column.precision();
        Integer scale = column.scale();
        if (precision == null || scale == null) {
            return decimal;
        }
        if (decimal.scale() > scale && decimal.stripTrailingZeros().scale() > scale) {
            return Refusal.tooFine(column, value);
        }
        BigDecimal scaled = decimal.setScale(scale);
        return scaled.precision() > precision && scaled.signum() != 0 ? Refusal.outOfRange(column, value) : scaled;
    }
}
