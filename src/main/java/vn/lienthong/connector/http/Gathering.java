package vn.lienthong.connector.http;

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
public final class Gathering {
    private final List<Listing.Field> fields;
    private final List<@Nullable Object[]> good = new ArrayList<>();
    private final List<Long> ordinals = new ArrayList<>();
    private final List<Rejection> unreadable = new ArrayList<>();

    /** @param fields the columns that are gathered */
    public Gathering(List<Listing.Field> fields) {
        this.fields = fields;
    }

    int size() {
        return good.size() + unreadable.size();
    }

    /** Takes a row in, or refuses it. */
    public void add(JsonNode row, long ordinal) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int column = 0; column < values.length; column++) {
            Listing.Field field = fields.get(column);
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

    void refuse(JsonNode row, long ordinal, Listing.Field field) {
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
        return new BatchCursor.Part(batch(schema), unreadable, position);
    }

    /** The rows that fit. */
    public RowBatch batch(Schema schema) {
        return new RowBatch(
                schema,
                good.toArray(new Object[0][]),
                ordinals.stream().mapToLong(Long::longValue).toArray());
    }

    /** The rows that did not fit. */
    public List<Rejection> refused() {
        return unreadable;
    }
}
