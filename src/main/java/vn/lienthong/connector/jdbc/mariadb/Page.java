package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.ValueType;

/**
 * Paging by a tuple of columns: the order, the condition for what comes after a position, and the position itself.
 *
 * @param mark tells positions of different kinds of read apart
 */
record Page(String mark, List<NativeColumn> columns) {
    String order() {
        return Sql.join(columns, ", ", column -> column.ordering(""));
    }

    /** (a, b) &gt; (?, ?) spelled out, because the server uses an index for this form only. */
    String after() {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).ordering("");
            if (i < columns.size() - 1) {
                condition
                        .append("(")
                        .append(column)
                        .append(" > ? or (")
                        .append(column)
                        .append(" = ? and ");
            } else {
                condition.append(column).append(" > ?");
            }
        }
        return condition.append("))".repeat(columns.size() - 1)).toString();
    }

    /** Binds the parameters of {@link #after()}; gives the next free index. */
    int bind(PreparedStatement statement, int index, List<byte[]> parts) throws SQLException {
        int next = index;
        for (int i = 0; i < columns.size(); i++) {
            bind(statement, next++, columns.get(i), parts.get(i));
            if (i < columns.size() - 1) {
                bind(statement, next++, columns.get(i), parts.get(i));
            }
        }
        return next;
    }

    private static void bind(PreparedStatement statement, int index, NativeColumn column, byte[] part)
            throws SQLException {
        switch (column.type()) {
            case BYTES -> statement.setBytes(index, part);
            case INTEGER, BOOLEAN, DECIMAL ->
                statement.setBigDecimal(index, new BigDecimal(new String(part, StandardCharsets.UTF_8)));
            default -> {
                if (column.orderedByBytes()) {
                    statement.setBytes(index, part);
                } else {
                    statement.setString(index, new String(part, StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** The position after a row, or null where a part of it is empty. */
    @Nullable
    Position position(ResultSet row, int[] indexes) throws SQLException {
        StringBuilder text = new StringBuilder(mark);
        for (int i = 0; i < columns.size(); i++) {
            byte[] part;
            if (columns.get(i).type() == ValueType.BYTES) {
                part = row.getBytes(indexes[i]);
            } else {
                String value = row.getString(indexes[i]);
                part = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            }
            if (part == null) {
                return null;
            }
            text.append('.').append(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
        }
        return new Position(text.toString());
    }

    /** The parts of a position of this kind, or null when it is of another. */
    @Nullable
    List<byte[]> parts(Position position) {
        List<String> texts = Arrays.asList(position.value().split("\\.", -1));
        if (!texts.get(0).equals(mark) || texts.size() != columns.size() + 1) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>();
        try {
            texts.subList(1, texts.size())
                    .forEach(text -> parts.add(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
        return parts;
    }
}
