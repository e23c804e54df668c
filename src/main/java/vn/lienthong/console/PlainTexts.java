package vn.lienthong.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import org.springframework.boot.jackson.JsonComponent;

/** Refuses a zero byte in any text that programs send, as {@link PlainParameters} does in addresses and forms. */
@JsonComponent
final class PlainTexts extends StdScalarDeserializer<String> {
    PlainTexts() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        return text.indexOf('\0') < 0 ? text : (String) context.handleWeirdStringValue(String.class, "", "a zero byte");
    }
}
