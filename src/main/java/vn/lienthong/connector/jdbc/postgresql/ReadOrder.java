package vn.lienthong.connector.jdbc.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import vn.lienthong.kernel.Position;

/**
 * The columns a read is ordered by, and the marks in that order: the values of those columns, as the server would write them.
 *
 * @param columns the cursor first, if there is one, then the key
 * @param places where each stands among the fields of a row
 */
record ReadOrder(List<PostgresColumn> columns, int[] places) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The mark after a row, from its raw fields. */
    Position position(byte[] row, int[] fields) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            int at = fields[places[i]];
            int length = Bytes.int4(row, at - 4);
            values.add(text(columns.get(i), row, at, length));
        }
        try {
            return new Position(JSON.writeValueAsString(values));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The condition of the rows after a mark. */
    String after(Position position) throws JsonProcessingException {
        String[] values = JSON.readValue(position.value(), String[].class);
        if (values.length != columns.size()) {
            throw new com.fasterxml.jackson.core.JsonParseException(null, "other columns");
        }
        return condition(">", List.of(values));
    }

    /** The condition of rows that stand so to these values. */
    String condition(String comparison, List<String> values) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            literals.add(Sql.literal(values.get(i)) + "::" + columns.get(i).nativeType());
        }
        return "(" + Sql.list(columns, column -> column.ordered("")) + ") " + comparison + " ("
                + String.join(", ", literals) + ")";
    }

    /** A value as the server reads it. */
    static String text(PostgresColumn column, byte[] data, int at, int length) {
        if (length < 0) {
            return "";
        }
        return column.wire() == Wire.BYTEA
                ? "\\x" + HexFormat.of().formatHex(data, at, at + length)
                : column.wire().decode(data, at, length).toString();
    }

    String by() {
        return Sql.list(columns, column -> column.ordered(""));
    }
}
