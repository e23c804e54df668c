package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Turns a value in the server's textual form, as changes bring it, into the bytes a read of the same value gives. Both ways so lead
 * to identical rows. The session's settings are those of {@link PostgresConnections#changes}: ISO dates, bytes in hex, and the zone
 * that reading sessions have.
 */
final class TextWire {
    private static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int INET = 869;
    private static final long DAY_MICROS = 86_400_000_000L;

    private TextWire() {}

    /**
     * Appends a field with its length; false where the value is one the hub cannot hold.
     *
     * @throws RuntimeException where the text is not a value of the wire's type: the column had another type then
     */
    static boolean field(PostgresColumn column, byte[] text, int at, int length, Bytes out) {
        Wire wire = column.wire();
        int start = out.size;
        out.int4(0);
        boolean held = value(wire, text, at, length, out);
        if (column.type() == INET) {
            mask(out, start + 4);
        }
        out.setInt4(start, out.size - start - 4);
        return held && !(wire.mayBeBeyond() && wire.beyond(out.data, start + 4));
    }

    private static boolean value(Wire wire, byte[] text, int at, int length, Bytes out) {
        switch (wire) {
            case BOOL -> out.int1(text[at] == 't' ? 1 : 0);
            case INT2 -> out.int2(Math.toIntExact(integer(text, at, length)));
            case INT4 -> out.int4(Math.toIntExact(integer(text, at, length)));
            case INT8 -> out.int8(integer(text, at, length));
            case FLOAT4 -> out.int4(Float.floatToIntBits(Float.parseFloat(ascii(text, at, length))));
            case FLOAT8 -> out.int8(Double.doubleToLongBits(Double.parseDouble(ascii(text, at, length))));
            case NUMERIC -> {
                byte last = text[at + length - 1];
                if (last == 'N' || last == 'y') {
                    return false; // NaN, Infinity
                }
                Numerics.encode(new BigDecimal(ascii(text, at, length)), out);
            }
            case TEXT, CAST, PADDED -> normal(text, at, length, out);
            case JSONB -> {
                out.int1(1);
                normal(text, at, length, out);
            }
            case UUID -> {
                UUID uuid = UUID.fromString(ascii(text, at, length));
                out.int8(uuid.getMostSignificantBits());
                out.int8(uuid.getLeastSignificantBits());
            }
            case DATE -> {
                if (endless(text, at, length)) {
                    return false;
                }
                out.int4(Math.toIntExact(days(text, at, length)));
            }
            case TIME -> out.int8(micros(text, at, at + length));
            case TIMESTAMP, MOMENT -> {
                if (endless(text, at, length)) {
                    return false;
                }
                int time = at;
                while (text[time] != ' ') {
                    time++;
                }
                long days = days(text, at, length);
                long local = Math.addExact(Math.multiplyExact(days, DAY_MICROS), micros(text, time + 1, at + length));
                out.int8(wire == Wire.MOMENT ? local - offset(text, time + 9, at + length) : local);
            }
            case BYTEA -> {
                byte[] bytes = HexFormat.of().parseHex(ascii(text, at + 2, length - 2));
                out.copy(bytes, 0, bytes.length);
            }
        }
        return true;
    }

    private static void normal(byte[] text, int at, int length, Bytes out) {
        if (Nfc.surely(text, at, length) || Nfc.is(text, at, length)) {
            out.copy(text, at, length);
            return;
        }
        byte[] normal = Normalizer.normalize(new String(text, at, length, StandardCharsets.UTF_8), Normalizer.Form.NFC)
                .getBytes(StandardCharsets.UTF_8);
        out.copy(normal, 0, normal.length);
    }

    /** The one type whose cast to text, by which reads get it, says more than its own text: the whole length of a host's mask. */
    private static void mask(Bytes out, int start) {
        boolean six = false;
        for (int i = start; i < out.size; i++) {
            if (out.data[i] == '/') {
                return;
            }
            six |= out.data[i] == ':';
        }
        byte[] whole = (six ? "/128" : "/32").getBytes(StandardCharsets.US_ASCII);
        out.copy(whole, 0, whole.length);
    }

    private static long integer(byte[] text, int at, int length) {
        boolean negative = text[at] == '-';
        long value = 0;
        for (int i = negative ? at + 1 : at; i < at + length; i++) {
            // counted downwards: the smallest number has no positive twin
            value = Math.subtractExact(Math.multiplyExact(value, 10), digit(text[i]));
        }
        return negative ? value : Math.negateExact(value);
    }

    private static int digit(byte character) {
        if (character < '0' || character > '9') {
            throw new NumberFormatException("not a digit");
        }
        return character - '0';
    }

    private static boolean endless(byte[] text, int at, int length) {
        return text[at] == 'i' || text[at] == '-' && length > 1 && text[at + 1] == 'i';
    }

    /** Days since 2000-01-01 of a text that begins with year-month-day and may end with BC. */
    private static long days(byte[] text, int at, int length) {
        int year = 0;
        int i = at;
        for (; text[i] != '-'; i++) {
            year = Math.addExact(Math.multiplyExact(year, 10), digit(text[i]));
        }
        int month = two(text, i + 1);
        int day = two(text, i + 4);
        boolean before = text[at + length - 1] == 'C';
        return LocalDate.of(before ? 1 - year : year, month, day).toEpochDay() - EPOCH_DAYS;
    }

    /** Microseconds since midnight of hh:mm:ss with up to six decimals; what follows is not looked at. */
    private static long micros(byte[] text, int at, int end) {
        long seconds = two(text, at) * 3600L + two(text, at + 3) * 60L + two(text, at + 6);
        long micros = 0;
        int i = at + 8;
        if (i < end && text[i] == '.') {
            long unit = 100_000;
            for (i++; i < end && text[i] >= '0' && text[i] <= '9'; i++) {
                micros += digit(text[i]) * unit;
                unit /= 10;
            }
        }
        return seconds * 1_000_000 + micros;
    }

    /** Microseconds that the local time is ahead of UTC: +hh, +hh:mm or +hh:mm:ss after the time. */
    private static long offset(byte[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] != '+' && text[at] != '-') {
            at++;
        }
        long seconds = two(text, at + 1) * 3600L;
        if (at + 5 < end && text[at + 3] == ':') {
            seconds += two(text, at + 4) * 60L;
        }
        if (at + 8 < end && text[at + 6] == ':') {
            seconds += two(text, at + 7);
        }
        return (text[at] == '-' ? -seconds : seconds) * 1_000_000;
    }

    private static int two(byte[] text, int at) {
        return digit(text[at]) * 10 + digit(text[at + 1]);
    }

    private static String ascii(byte[] text, int at, int length) {
        return new String(text, at, length, StandardCharsets.US_ASCII);
    }
}
