package vn.lienthong.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** A row's values as bytes and back, with the name, type and class of each column. */
final class RowContent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowContent() {}

    static byte[] write(@Nullable Batch batch, int row) {
        List<Cell> cells = new ArrayList<>();
        if (batch != null) {
            for (int i = 0; i < batch.schema().size(); i++) {
                Column column = batch.schema().column(i);
                cells.add(new Cell(column.name(), column.type(), column.dataClass(), batch.value(row, i)));
            }
        }
        return write(cells);
    }

    static byte[] write(List<Cell> cells) {
        ArrayNode array = JSON.createArrayNode();
        for (Cell cell : cells) {
            ObjectNode node = array.addObject();
            node.put("n", cell.column())
                    .put("t", cell.type().name())
                    .put("c", cell.dataClass().name());
            node.put("v", text(cell.value()));
        }
        try {
            return JSON.writeValueAsBytes(array);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("row content of " + cells.size() + " columns", impossible);
        }
    }

    static List<Cell> read(byte[] bytes) {
        List<Cell> cells = new ArrayList<>();
        try {
            for (JsonNode node : JSON.readTree(bytes)) {
                ValueType type = ValueType.valueOf(node.get("t").asText());
                JsonNode value = node.get("v");
                cells.add(new Cell(
                        node.get("n").asText(),
                        type,
                        DataClass.valueOf(node.get("c").asText()),
                        value.isNull() ? null : value(type, value.asText())));
            }
        } catch (IOException broken) {
            throw new IllegalStateException("held row content of " + bytes.length + " bytes", broken);
        }
        return cells;
    }

    /** The row as a batch of one, to be mapped again. */
    static Batch batch(List<Cell> cells, long ordinal) {
        Schema schema = new Schema(cells.stream()
                .map(cell -> Column.of(cell.column(), cell.type()).classed(cell.dataClass()))
                .toList());
        @Nullable Object[][] rows = {cells.stream().map(Cell::value).toArray()};
        return new RowBatch(schema, rows, new long[] {ordinal});
    }

    /** Reads what a person typed; throws a RuntimeException of the parser when it is not of the type. */
    static Object value(ValueType type, String text) {
        return switch (type) {
            case TEXT -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case MOMENT -> OffsetDateTime.parse(text);
            case BYTES -> Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }
}
