package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Rows of JSON on their way into a batch; one that does not fit is refused by itself. */
final class Gathering {
    private final List<Resource.Field> fields;
    private final List<@Nullable Object[]> good = new ArrayList<>();
    private final List<Long> ordinals = new ArrayList<>();
    private final List<Rejection> unreadable = new ArrayList<>();

    Gathering(List<Resource.Field> fields) {
        this.fields = fields;
    }

    int size() {
        return good.size() + unreadable.size();
    }

    void add(JsonNode row, long ordinal) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int column = 0; column < values.length; column++) {
            Resource.Field field = fields.get(column);
            JsonNode value = row.at(field.at());
            try {
                values[column] = JsonValues.of(value, field.column().type());
            } catch (JsonValues.Unfit unfit) {
                refuse(row, ordinal, field);
                return;
            }
        }
        good.add(values);
        ordinals.add(ordinal);
    }

    void refuse(JsonNode row, long ordinal, Resource.Field field) {
        String type = field.column().type().name().toLowerCase(Locale.ROOT);
        unreadable.add(new Rejection(
                -1,
                ordinal,
                field.column().name(),
                JsonValues.kind(row.at(field.at())),
                "rest.value",
                new Text(
                        "Giá trị không phải kiểu " + type + " như đã khai báo.",
                        "The value is none of the type " + type + " that was declared.")));
    }

    BatchCursor.Part part(Schema schema, Position position) {
        return new BatchCursor.Part(
                new RowBatch(
                        schema,
                        good.toArray(new Object[0][]),
                        ordinals.stream().mapToLong(Long::longValue).toArray()),
                unreadable,
                position);
    }
}
