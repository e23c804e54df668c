package vn.lienthong.sync;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;

/**
 * A 64-bit mark of a row's values in given columns, the same on both sides when the target holds what the source row makes. What
 * the target's types cannot hold (digits beyond the scale, parts of a microsecond, blanks after a char) does not count.
 */
final class RowDigest {
    private static final long PRIME = 0x100000001b3L;
    private static final long NO_VALUE = 0x9E3779B97F4A7C15L;

    private final int[] positions;
    private final Column[] columns;

    /**
     * A mark over columns of a batch.
     *
     * @param batch the schema of the batches to come
     * @param target the target's columns, which say what can be held
     */
    RowDigest(Schema batch, Schema target, List<String> names) {
        positions = names.stream().mapToInt(batch::position).toArray();
        columns = names.stream().map(target::column).toArray(Column[]::new);
    }

    long of(Batch batch, int row) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < positions.length; i++) {
            hash = mixed(hash, canonical(batch.value(row, positions[i]), columns[i]));
        }
        return hash;
    }

    private static long mixed(long hash, @Nullable String text) {
        long mixed = hash;
        if (text == null) {
            mixed = (mixed ^ NO_VALUE) * PRIME;
        } else {
            for (int i = 0; i < text.length(); i++) {
                mixed = (mixed ^ text.charAt(i)) * PRIME;
            }
        }
        mixed ^= mixed >>> 33;
        mixed *= 0xff51afd7ed558ccdL;
        mixed ^= mixed >>> 33;
        mixed *= 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    private static @Nullable String canonical(@Nullable Object value, @Nullable Column column) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal decimal && column != null && column.scale() != null) {
            return KeyText.text(decimal.setScale(column.scale(), RoundingMode.HALF_UP));
        }
        if (value instanceof LocalDateTime time) {
            return KeyText.text(time.truncatedTo(ChronoUnit.MICROS));
        }
        if (value instanceof LocalTime time) {
            return KeyText.text(time.truncatedTo(ChronoUnit.MICROS));
        }
        if (value instanceof OffsetDateTime moment) {
            return KeyText.text(moment.truncatedTo(ChronoUnit.MICROS));
        }
        String text = KeyText.text(value);
        return padded(column) ? text.stripTrailing() : text;
    }

    private static boolean padded(@Nullable Column column) {
        String type = column == null ? null : column.nativeType();
        return type != null && (type.startsWith("char(") || type.startsWith("character(") || type.startsWith("bpchar"));
    }
}
