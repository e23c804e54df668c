package vn.lienthong.connector.changes;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Turns what stands in the log into the text that the server itself would write for it, so that following and reading lead to the
 * same values; binary stays binary. What the engine has bent before it comes here is {@link #UNSAID}. Public and without arguments
 * because the engine makes it by name.
 */
public final class PlainValues implements CustomConverter<SchemaBuilder, RelationalColumn> {
    /** Known by identity, never by its content. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static final String UNSAID = new String("unsaid");

    private static final String ZERO_DATE = "0000-00-00";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final int FLOAT_DIGITS = 6;
    private static final int NANOS_OF_MICRO = 1000;

    private boolean mysql;

    private interface Reading {
        @Nullable
        Object of(Object raw);
    }

    @Override
    public void configure(Properties settings) {
        mysql = Boolean.parseBoolean(settings.getProperty("mysql"));
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        String type = column.typeName().toUpperCase(Locale.ROOT);
        String word = type.split("[ (]")[0];
        switch (word) {
            case "ENUM", "SET" -> {
                // the engine itself knows the words
            }
            case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT", "BOOL", "BOOLEAN", "SERIAL" ->
                text(registration, raw -> integer(raw, word, type.contains("UNSIGNED") || word.equals("SERIAL")));
            case "DECIMAL", "DEC", "NUMERIC", "FIXED" ->
                text(registration, raw -> raw instanceof BigDecimal number ? number.toPlainString() : raw.toString());
            case "FLOAT", "DOUBLE", "REAL" -> text(registration, raw -> floating(raw, column));
            case "BIT" -> bits(column, registration);
            case "YEAR" -> text(registration, PlainValues::year);
            case "DATE" ->
                moment(column, registration, raw -> raw instanceof LocalDate date ? date.toString() : raw.toString());
            case "DATETIME" -> moment(column, registration, PlainValues::dateTime);
            case "TIMESTAMP" -> text(registration, PlainValues::timestamp);
            case "TIME" -> text(registration, PlainValues::time);
            case "JSON" -> text(registration, raw -> json(raw, column));
            default -> lettersOrBytes(column, word, registration);
        }
    }

    private static void text(ConverterRegistration<SchemaBuilder> registration, Reading reading) {
        registration.register(SchemaBuilder.string().optional(), raw -> raw == null ? null : reading.of(raw));
    }

    /** Dates with zeros come as nothing, and so does nothing. */
    private static void moment(
            RelationalColumn column, ConverterRegistration<SchemaBuilder> registration, Reading reading) {
        String nothing = column.isOptional() ? UNSAID : ZERO_DATE;
        registration.register(SchemaBuilder.string().optional(), raw -> raw == null ? nothing : reading.of(raw));
    }

    private static void lettersOrBytes(
            RelationalColumn column, String word, ConverterRegistration<SchemaBuilder> registration) {
        String charset = column.charsetName();
        boolean letters = word.endsWith("CHAR") || word.endsWith("TEXT") || word.startsWith("CHARACTER");
        if (letters && !"binary".equalsIgnoreCase(charset)) {
            text(registration, raw -> letters(raw, charset));
            return;
        }
        int length = word.equals("BINARY") ? column.length().orElse(0) : 0;
        registration.register(SchemaBuilder.bytes().optional(), raw -> raw == null ? null : bytes(raw, length));
    }

    private static String letters(Object raw, @Nullable String charset) {
        if (!(raw instanceof byte[] bytes)) {
            return raw.toString();
        }
        Charset known = Charsets.of(charset);
        return known == null ? UNSAID : Charsets.text(bytes, known);
    }

    /** Zeros at the end of a fixed length are not in the log. */
    private static byte[] bytes(Object raw, int length) {
        byte[] bytes = raw instanceof byte[] given ? given : raw.toString().getBytes(Charsets.UTF8);
        return bytes.length < length ? Arrays.copyOf(bytes, length) : bytes;
    }

    private String json(Object raw, RelationalColumn column) {
        // MySQL's own form of it is written by MySQL in a way of its own
        return mysql ? UNSAID : letters(raw, column.charsetName() == null ? "utf8mb4" : column.charsetName());
    }

    private static String integer(Object raw, String word, boolean unsigned) {
        if (!(raw instanceof Number number)) {
            return raw.toString();
        }
        long value = number.longValue();
        if (!unsigned) {
            return Long.toString(value);
        }
        return switch (word) {
            case "TINYINT" -> Long.toString(value & 0xFF);
            case "SMALLINT" -> Long.toString(value & 0xFFFF);
            case "MEDIUMINT" -> Long.toString(value & 0xFFFFFF);
            case "INT", "INTEGER" -> Long.toString(value & 0xFFFFFFFFL);
            default -> Long.toUnsignedString(value);
        };
    }

    /** As the server writes it: six digits of a float, as few as suffice of a double, or the digits that were asked for. */
    private static String floating(Object raw, RelationalColumn column) {
        if (!(raw instanceof Float || raw instanceof Double)) {
            return raw.toString();
        }
        BigDecimal exact = new BigDecimal(((Number) raw).doubleValue());
        if (column.scale().isPresent()) {
            return exact.setScale(column.scale().getAsInt(), RoundingMode.HALF_EVEN)
                    .toString();
        }
        if (raw instanceof Float) {
            return exact.round(new MathContext(FLOAT_DIGITS, RoundingMode.HALF_EVEN))
                    .toString();
        }
        BigDecimal shorter = exact;
        for (int digits = 17; digits >= 15; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == exact.doubleValue()) {
                shorter = rounded;
            }
        }
        return shorter.toString();
    }

    private static void bits(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        int length = column.length().orElse(1);
        if (length < Long.SIZE) {
            text(registration, raw -> raw instanceof BitSet set ? number(set) : raw.toString());
        } else {
            registration.register(SchemaBuilder.bytes().optional(), raw -> raw == null ? null : eight(raw));
        }
    }

    private static String number(BitSet bits) {
        long[] words = bits.toLongArray();
        return words.length == 0 ? "0" : Long.toString(words[0]);
    }

    private static byte[] eight(Object raw) {
        byte[] little = raw instanceof BitSet bits ? bits.toByteArray() : new byte[0];
        byte[] big = new byte[Long.BYTES];
        for (int i = 0; i < little.length; i++) {
            big[Long.BYTES - 1 - i] = little[i];
        }
        return big;
    }

    /** 1900 cannot be written in this type; it is how the engine reads 0. */
    private static String year(Object raw) {
        int year = raw instanceof Year given ? given.getValue() : Integer.parseInt(raw.toString());
        return year == 1900 ? "0" : Integer.toString(year);
    }

    private static String dateTime(Object raw) {
        return raw instanceof LocalDateTime given ? DATE_TIME.format(whole(given)) : raw.toString();
    }

    /** No moment is earlier than the first second; zero stands for a zero date. */
    private static String timestamp(Object raw) {
        if (!(raw instanceof ZonedDateTime given)) {
            return raw.toString();
        }
        return given.toEpochSecond() == 0 ? ZERO_DATE : DATE_TIME.format(whole(given.toLocalDateTime()));
    }

    /** The engine's fractions of a second may miss their microsecond by a nanosecond. */
    private static LocalDateTime whole(LocalDateTime given) {
        return given.withNano(micros(given.getNano()) * NANOS_OF_MICRO);
    }

    private static int micros(int nanos) {
        return (nanos + NANOS_OF_MICRO / 2) / NANOS_OF_MICRO;
    }

    private static String time(Object raw) {
        if (!(raw instanceof Duration given)) {
            return raw.toString();
        }
        Duration size = given.abs();
        return String.format(
                Locale.ROOT,
                "%s%02d:%02d:%02d.%06d",
                given.isNegative() ? "-" : "",
                size.toHours(),
                size.toMinutesPart(),
                size.toSecondsPart(),
                micros(size.getNano()));
    }
}
