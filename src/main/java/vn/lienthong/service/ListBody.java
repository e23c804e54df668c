package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as JSON: its rows are decoded one by one while they are sent.
 *
 * @param answer the columns that are given, in their order
 * @param next where the list goes on, null at its end
 */
record ListBody(
        ServiceId service,
        List<String> answer,
        List<ListPage.Row> rows,
        @Nullable String next) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator writing, SerializerProvider given) throws IOException {
        writing.writeStartObject();
        writing.writeStringField("service", service.toString());
        writing.writeArrayFieldStart("rows");
        for (ListPage.Row row : rows) {
            writing.writeStartObject();
            for (String column : answer) {
                writing.writeObjectField(column, DataAnswer.written(row.value(column)));
            }
            writing.writeEndObject();
        }
        writing.writeEndArray();
        if (next != null) {
            writing.writeStringField("next", next);
        }
        writing.writeEndObject();
    }

    @Override
    public void serializeWithType(JsonGenerator writing, SerializerProvider given, TypeSerializer type)
            throws IOException {
        serialize(writing, given);
    }
}
