package vn.lienthong.connector.jdbc.mariadb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogListener;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Makes of what the log holds the same value that a read of the row gives. */
final class BinlogValues {
    private static final Cells.Unreadable OTHER_TYPE = new Cells.Unreadable(
            "read.other_type",
            "bytes",
            new Text(
                    "Trường lúc đó có kiểu khác, không đọc được theo kiểu bây giờ.",
                    "The column had another type then and cannot be read as what it is now."));
    private static final int UUID_BYTES = 16;

    private BinlogValues() {}

    /** The value, null, a {@link Cells.Unreadable}, or {@link BinlogListener#UNSAID} where the row has to be read. */
    static @Nullable Object of(@Nullable Object raw, NativeColumn column) {
        if (raw == null || raw == BinlogListener.UNSAID) {
            return raw;
        }
        if (raw instanceof ByteBuffer buffer) {
            return bytes(buffer.array(), column);
        }
        if (raw instanceof byte[] bytes) {
            return bytes(bytes, column);
        }
        String text = raw.toString();
        return column.type() == ValueType.BYTES ? text.getBytes(StandardCharsets.UTF_8) : Cells.of(text, column);
    }

    private static Object bytes(byte[] bytes, NativeColumn column) {
        return switch (column.dataType()) {
            case "uuid" -> uuid(bytes);
            case "inet4" -> inet4(bytes);
            case "inet6" -> BinlogListener.UNSAID;
            default -> column.type() == ValueType.BYTES ? bytes : OTHER_TYPE;
        };
    }

    /**
     * MariaDB keeps the usual kinds with their parts in the opposite order, so that those made one after another lie together; kinds
     * that are in that order anyway stand as they are written. Which one it is, the variant's bit tells.
     */
    private static String uuid(byte[] given) {
        byte[] kept = Arrays.copyOf(given, UUID_BYTES);
        byte[] written = kept.clone();
        if ((kept[6] & 0x80) != 0) {
            System.arraycopy(kept, 12, written, 0, 4);
            System.arraycopy(kept, 10, written, 4, 2);
            System.arraycopy(kept, 8, written, 6, 2);
            System.arraycopy(kept, 6, written, 8, 2);
            System.arraycopy(kept, 0, written, 10, 6);
        }
        ByteBuffer buffer = ByteBuffer.wrap(written);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }

    private static String inet4(byte[] given) {
        byte[] parts = Arrays.copyOf(given, 4);
        return (parts[0] & 0xFF) + "." + (parts[1] & 0xFF) + "." + (parts[2] & 0xFF) + "." + (parts[3] & 0xFF);
    }
}
