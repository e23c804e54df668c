package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The server's numeric: groups of four decimal digits, the weight of the first group, a sign and the digits to show. */
final class Numerics {
    private static final int NEGATIVE = 0x4000;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int GROUPS_IN_LONG = 4;

    private Numerics() {}

    static BigDecimal decode(byte[] data, int at) {
        int groups = Bytes.int2(data, at);
        int weight = Bytes.int2(data, at + 2);
        boolean negative = Bytes.int2(data, at + 4) == NEGATIVE;
        int scale = Bytes.int2(data, at + 6);
        BigDecimal value;
        if (groups <= GROUPS_IN_LONG) {
            long digits = 0;
            for (int i = 0; i < groups; i++) {
                digits = digits * 10_000 + Bytes.int2(data, at + 8 + 2 * i);
            }
            value = BigDecimal.valueOf(negative ? -digits : digits, 4 * (groups - 1 - weight));
        } else {
            BigInteger digits = BigInteger.ZERO;
            for (int i = 0; i < groups; i++) {
                digits = digits.multiply(BASE).add(BigInteger.valueOf(Bytes.int2(data, at + 8 + 2 * i)));
            }
            value = new BigDecimal(negative ? digits.negate() : digits, 4 * (groups - 1 - weight));
        }
        return groups == 0 ? BigDecimal.valueOf(0, scale) : value.setScale(scale);
    }

    static void encode(BigDecimal value, Bytes into) {
        int scale = Math.max(value.scale(), 0);
        int padded = (scale + 3) / 4 * 4;
        BigInteger digits = value.setScale(padded).unscaledValue();
        boolean negative = digits.signum() < 0;
        digits = digits.abs();
        int[] groups = new int[digits.bitLength() / 13 + 2];
        int count = 0;
        while (digits.signum() != 0) {
            BigInteger[] parts = digits.divideAndRemainder(BASE);
            groups[count++] = parts[1].intValue();
            digits = parts[0];
        }
        int weight = count - 1 - padded / 4;
        int last = 0;
        while (last < count && groups[last] == 0) {
            last++;
        }
        into.int2(count - last);
        into.int2(count == last ? 0 : weight);
        into.int2(negative ? NEGATIVE : 0);
        into.int2(scale);
        for (int i = count - 1; i >= last; i--) {
            into.int2(groups[i]);
        }
    }
}
