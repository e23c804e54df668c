package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as JSON, written row by row.
 *
 * @param answer the columns that are given, in their order
 * @param next where the list goes on, null at its end
 */
record ListBody(
        ObjectMapper json,
        ServiceId service,
        List<String> answer,
        List<ListPage.Row> rows,
        @Nullable String next) implements DataAnswer.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator writing = json.createGenerator(out)) {
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
    }
}
