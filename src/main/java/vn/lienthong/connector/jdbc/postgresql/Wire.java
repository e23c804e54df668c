package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import vn.lienthong.kernel.ValueType;

/** How a type of the server looks in its binary COPY format, and which value of the hub it is. */
enum Wire {
    BOOL(ValueType.BOOLEAN, false),
    INT2(ValueType.INTEGER, true),
    INT4(ValueType.INTEGER, true),
    INT8(ValueType.INTEGER, true),
    FLOAT4(ValueType.DECIMAL, false),
    FLOAT8(ValueType.DECIMAL, false),
    NUMERIC(ValueType.DECIMAL, false),
    /** text, varchar, enums, json: the characters as they are. */
    TEXT(ValueType.TEXT, true),
    /** char(n): padded with blanks. */
    PADDED(ValueType.TEXT, false),
    JSONB(ValueType.TEXT, false),
    UUID(ValueType.TEXT, true),
    DATE(ValueType.DATE, true),
    TIME(ValueType.TIME, false),
    TIMESTAMP(ValueType.TIMESTAMP, true),
    MOMENT(ValueType.MOMENT, true),
    BYTEA(ValueType.BYTES, true),
    /** Every other type: read and written in the server's own textual form, through a cast. */
    CAST(ValueType.TEXT, false);

    private static final int MOST_BYTES_A_CHARACTER = 3;
    private static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final ValueType value;
    private final boolean binaryOrder;

    Wire(ValueType value, boolean binaryOrder) {
        this.value = value;
        this.binaryOrder = binaryOrder;
    }

    ValueType value() {
        return value;
    }

    /** Whether {@link #compare} orders as the server does, text by {@code COLLATE "C"}. */
    boolean binaryOrder() {
        return binaryOrder;
    }

    /** The wire of a base type by its number in the catalogue; {@code enumerated} for enums, whose numbers differ. */
    static Wire of(long type, boolean enumerated) {
        if (enumerated) {
            return TEXT;
        }
        return switch ((int) type) {
            case 16 -> BOOL;
            case 21 -> INT2;
            case 23 -> INT4;
            case 20 -> INT8;
            case 700 -> FLOAT4;
            case 701 -> FLOAT8;
            case 1700 -> NUMERIC;
            case 25, 1043, 114, 19 -> TEXT;
            case 1042 -> PADDED;
            case 3802 -> JSONB;
            case 2950 -> UUID;
            case 1082 -> DATE;
            case 1083 -> TIME;
            case 1114 -> TIMESTAMP;
            case 1184 -> MOMENT;
            case 17 -> BYTEA;
            default -> CAST;
        };
    }

    /** The value of {@code length} bytes. */
    Object decode(byte[] data, int at, int length) {
        return switch (this) {
            case BOOL -> data[at] != 0;
            case INT2 -> (long) Bytes.int2(data, at);
            case INT4 -> (long) Bytes.int4(data, at);
            case INT8 -> Bytes.int8(data, at);
            case FLOAT4 -> plain(Float.toString(Float.intBitsToFloat(Bytes.int4(data, at))));
            case FLOAT8 -> plain(Double.toString(Double.longBitsToDouble(Bytes.int8(data, at))));
            case NUMERIC -> Numerics.decode(data, at);
            case TEXT, CAST -> new String(data, at, length, StandardCharsets.UTF_8);
            case PADDED -> new String(data, at, length, StandardCharsets.UTF_8).stripTrailing();
            case JSONB -> new String(data, at + 1, length - 1, StandardCharsets.UTF_8);
            case UUID -> new UUID(Bytes.int8(data, at), Bytes.int8(data, at + 8)).toString();
            case DATE -> LocalDate.ofEpochDay(EPOCH_DAYS + Bytes.int4(data, at));
            case TIME -> LocalTime.ofNanoOfDay(Bytes.int8(data, at) * 1000);
            case TIMESTAMP -> timestamp(Bytes.int8(data, at));
            case MOMENT -> timestamp(Bytes.int8(data, at)).atOffset(ZoneOffset.UTC);
            case BYTEA -> Arrays.copyOfRange(data, at, at + length);
        };
    }

    /** Whether the bytes stand for something no value of the hub can hold: infinity, not a number, 24:00. */
    boolean beyond(byte[] data, int at) {
        return switch (this) {
            case FLOAT4 -> !Float.isFinite(Float.intBitsToFloat(Bytes.int4(data, at)));
            case FLOAT8 -> !Double.isFinite(Double.longBitsToDouble(Bytes.int8(data, at)));
            case NUMERIC -> (Bytes.int2(data, at + 4) & 0xC000) == 0xC000;
            case DATE -> Bytes.int4(data, at) == Integer.MAX_VALUE || Bytes.int4(data, at) == Integer.MIN_VALUE;
            case TIME -> Bytes.int8(data, at) >= DAY_MICROS;
            case TIMESTAMP, MOMENT -> Bytes.int8(data, at) == Long.MAX_VALUE || Bytes.int8(data, at) == Long.MIN_VALUE;
            default -> false;
        };
    }

    /** Whether {@link #beyond} can ever be true. */
    boolean mayBeBeyond() {
        return switch (this) {
            case FLOAT4, FLOAT8, NUMERIC, DATE, TIME, TIMESTAMP, MOMENT -> true;
            default -> false;
        };
    }

    /** Writes a value of the hub's type, without its length; {@code length} is the column's limit for char(n), else 0. */
    void encode(Object value, Bytes into, int length) throws CharacterCodingException {
        switch (this) {
            case BOOL -> into.int1((Boolean) value ? 1 : 0);
            case INT2 -> into.int2((int) (long) (Long) value);
            case INT4 -> into.int4((int) (long) (Long) value);
            case INT8 -> into.int8((Long) value);
            case FLOAT4 -> into.int4(Float.floatToIntBits(((BigDecimal) value).floatValue()));
            case FLOAT8 -> into.int8(Double.doubleToLongBits(((BigDecimal) value).doubleValue()));
            case NUMERIC -> Numerics.encode((BigDecimal) value, into);
            case TEXT, CAST -> text((String) value, into);
            case PADDED -> {
                String text = ((String) value).stripTrailing();
                text(text, into);
                for (int i = text.codePointCount(0, text.length()); i < length; i++) {
                    into.int1(' ');
                }
            }
            case JSONB -> {
                into.int1(1);
                text((String) value, into);
            }
            case UUID -> {
                UUID uuid = java.util.UUID.fromString((String) value);
                into.int8(uuid.getMostSignificantBits());
                into.int8(uuid.getLeastSignificantBits());
            }
            case DATE -> into.int4(Math.toIntExact(((LocalDate) value).toEpochDay() - EPOCH_DAYS));
            case TIME -> into.int8(((LocalTime) value).toNanoOfDay() / 1000);
            case TIMESTAMP -> into.int8(micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
            case MOMENT -> into.int8(micros(((OffsetDateTime) value).toInstant()));
            case BYTEA -> into.copy((byte[]) value, 0, ((byte[]) value).length);
        }
    }

    /** Orders two values that are not null by their bytes. */
    int compare(byte[] a, int atA, int lengthA, byte[] b, int atB, int lengthB) {
        switch (this) {
            case INT2, INT4, INT8, DATE, TIMESTAMP, MOMENT -> {
                if (a[atA] != b[atB]) {
                    return Byte.compare(a[atA], b[atB]);
                }
            }
            default -> {
                // the bytes decide from the first on
            }
        }
        return Arrays.compareUnsigned(a, atA, atA + lengthA, b, atB, atB + lengthB);
    }

    private static void text(String value, Bytes into) throws CharacterCodingException {
        int length = value.length();
        into.need(length * MOST_BYTES_A_CHARACTER);
        byte[] data = into.data;
        int at = into.size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                data[at++] = (byte) c;
            } else if (c < 0x800) {
                data[at++] = (byte) (0xC0 | c >> 6);
                data[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isSurrogate(c)) {
                strictText(value, into);
                return;
            } else {
                data[at++] = (byte) (0xE0 | c >> 12);
                data[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                data[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        into.size = at;
    }

    /** Text with characters beyond the first plane, or with half of one, which is refused. */
    private static void strictText(String value, Bytes into) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(value));
        into.copy(encoded.array(), encoded.arrayOffset(), encoded.limit());
    }

    private static LocalDateTime timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                EPOCH_SECONDS + Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1000,
                ZoneOffset.UTC);
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond() - EPOCH_SECONDS, 1_000_000L), instant.getNano() / 1000);
    }

    private static BigDecimal plain(String digits) {
        BigDecimal decimal = new BigDecimal(digits).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
