package vn.lienthong.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as the partner answered it.
 *
 * @param body the JSON
 * @param links the header {@code Link}, empty where there is none
 */
public record AnsweredPart(JsonNode body, String links) {
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,4000})>([^<]{0,1000})");
    private static final Pattern NEXT = Pattern.compile("(?i);\\s*rel\\s*=\\s*(\"[^\"]*\\bnext\\b[^\"]*\"|next\\b)");

    /** Where the header says that the next part is; null where it says nothing. */
    @Nullable
    String nextLink() {
        Matcher link = LINK.matcher(links);
        while (link.find()) {
            if (NEXT.matcher(link.group(2)).find()) {
                return link.group(1);
            }
        }
        return null;
    }
}
