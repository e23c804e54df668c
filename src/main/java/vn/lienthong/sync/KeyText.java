package vn.lienthong.sync;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/** A row's key as text: the same text for the same key, whichever system it comes from. */
final class KeyText {
    /** Between the parts of a key; no system writes it into one. */
    private static final char BETWEEN = '\u001f';

    private final int[] positions;

    KeyText(Schema schema, List<String> key) {
        positions = key.stream().mapToInt(schema::position).toArray();
    }

    String of(Batch batch, int row) {
        if (positions.length == 1) {
            return text(batch.value(row, positions[0]));
        }
        StringBuilder all = new StringBuilder();
        for (int position : positions) {
            all.append(text(batch.value(row, position))).append(BETWEEN);
        }
        return all.toString();
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.toString();
    }
}
