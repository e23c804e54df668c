package vn.lienthong.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import org.springframework.boot.jackson.JsonComponent;

/**
 * Refuses a zero byte in any text that programs send, as {@link PlainParameters} does in addresses and forms; and half of a letter that
 * takes two places, which no encoding has.
 */
@JsonComponent
final class PlainTexts extends StdScalarDeserializer<String> {
    PlainTexts() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        return plain(text) ? text : (String) context.handleWeirdStringValue(String.class, "", "no plain text");
    }

    private static boolean plain(String text) {
        return text.codePoints().noneMatch(letter -> letter == 0 || Character.getType(letter) == Character.SURROGATE);
    }
}
