package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Binds the hub's values. Times go as text, so that no zone of the driver or the machine touches them. */
final class Bind {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private Bind() {}

    static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof LocalTime time) {
            statement.setString(index, TIME.format(time));
        } else if (value instanceof LocalDateTime time) {
            statement.setString(index, DATE_TIME.format(time));
        } else if (value instanceof OffsetDateTime moment) {
            statement.setString(index, DATE_TIME.format(moment.withOffsetSameInstant(ZoneOffset.UTC)));
        } else {
            statement.setString(index, value.toString());
        }
    }

    /** About how many bytes a value takes on the wire. */
    static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return 4 + text.length() * 2;
        }
        return value instanceof byte[] bytes ? 10 + bytes.length * 2 : 30;
    }
}
