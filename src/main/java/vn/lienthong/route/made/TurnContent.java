package vn.lienthong.route.made;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** What a turn had done, as bytes and back: packed JSON, sealed by whoever keeps it. */
final class TurnContent {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    /** What a turn had done before. */
    record Read(List<TurnMemo.Done> done, Map<String, Long> asked) {}

    private TurnContent() {}

    static byte[] write(List<TurnMemo.Done> steps, Map<String, Long> asked) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode done = all.putArray("done");
        for (TurnMemo.Done one : steps) {
            ObjectNode node = done.addObject().put("place", one.place());
            node.put("written", one.written()).put("unchanged", one.unchanged());
            if (one.rows() != null) {
                rows(node.putObject("rows"), one.rows());
            }
        }
        ObjectNode open = all.putObject("asked");
        asked.forEach(open::put);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            JSON.writeValue(packed, all);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void rows(ObjectNode node, Rows rows) {
        Batch batch = rows.batch();
        node.put("from", rows.from().toString());
        ArrayNode columns = node.putArray("columns");
        for (Column column : batch.schema().columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name())
                    .put("nullable", column.nullable())
                    .put("native", column.nativeType())
                    .put("length", column.length())
                    .put("precision", column.precision())
                    .put("scale", column.scale())
                    .put("class", column.dataClass().name());
        }
        ArrayNode lines = node.putArray("lines");
        for (int row = 0; row < batch.size(); row++) {
            ArrayNode line = lines.addArray();
            for (int column = 0; column < batch.schema().size(); column++) {
                line.add(text(batch.value(row, column)));
            }
        }
    }

    static Read read(byte[] bytes) {
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            JsonNode all = JSON.readTree(packed);
            List<TurnMemo.Done> done = new ArrayList<>();
            for (JsonNode one : all.get("done")) {
                done.add(new TurnMemo.Done(
                        one.get("place").asText(),
                        one.has("rows") ? rows(one.get("rows")) : null,
                        one.get("written").asLong(),
                        one.get("unchanged").asLong()));
            }
            Map<String, Long> asked = new HashMap<>();
            all.get("asked")
                    .fields()
                    .forEachRemaining(
                            one -> asked.put(one.getKey(), one.getValue().asLong()));
            return new Read(done, asked);
        } catch (IOException broken) {
            throw new IllegalStateException("what a turn held, of " + bytes.length + " bytes", broken);
        }
    }

    private static Rows rows(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : node.get("columns")) {
            columns.add(new Column(
                    column.get("name").asText(),
                    ValueType.valueOf(column.get("type").asText()),
                    column.get("nullable").asBoolean(),
                    column.get("native").isNull() ? null : column.get("native").asText(),
                    number(column.get("length")),
                    number(column.get("precision")),
                    number(column.get("scale")),
                    DataClass.valueOf(column.get("class").asText())));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (JsonNode line : node.get("lines")) {
            @Nullable Object[] values = new Object[columns.size()];
            for (int column = 0; column < values.length; column++) {
                JsonNode value = line.get(column);
                values[column] =
                        value.isNull() ? null : value(columns.get(column).type(), value.asText());
            }
            rows.add(values);
        }
        return new Rows(DatasetName.parse(node.get("from").asText()), RowBatch.of(new Schema(columns), rows, 1));
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNull() ? null : node.asInt();
    }

    /** The same without the rows in which a column holds such a value; null where there is none. */
    static byte @Nullable [] without(byte[] bytes, BiPredicate<String, String> gone) {
        Read read = read(bytes);
        boolean changed = false;
        List<TurnMemo.Done> done = new ArrayList<>();
        for (TurnMemo.Done one : read.done()) {
            Rows rows = one.rows();
            Rows left = rows == null ? null : without(rows, gone);
            changed |= rows != null && left.batch().size() < rows.batch().size();
            done.add(new TurnMemo.Done(one.place(), left, one.written(), one.unchanged()));
        }
        return changed ? write(done, read.asked()) : null;
    }

    private static Rows without(Rows rows, BiPredicate<String, String> gone) {
        Batch batch = rows.batch();
        List<@Nullable Object[]> left = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            @Nullable Object[] values = new Object[batch.schema().size()];
            boolean his = false;
            for (int column = 0; column < values.length; column++) {
                values[column] = batch.value(row, column);
                String text = text(values[column]);
                his |= text != null && gone.test(batch.schema().column(column).name(), text);
            }
            if (!his) {
                left.add(values);
            }
        }
        return new Rows(rows.from(), RowBatch.of(batch.schema(), left, 1));
    }

    private static Object value(ValueType type, String text) {
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

    /** A value as text. */
    static @Nullable String text(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? Base64.getEncoder().encodeToString(bytes)
                : value == null ? null : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
