package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Checks documents against the JSON Schema of their kind, {@code schemas/<kind>.json}. A key's purpose stands in the schema as
 * {@code "x-help": {"vi": …, "en": …}}; it is told where an unknown key is near to it or the key is missing. A schema may refer
 * to another by {@code "$ref": "mapping.json#/$defs/map"}.
 */
@Component
public final class DocumentKinds {
    private final SchemaShelf shelf = new SchemaShelf();

    /** What is wrong in the document, in the order of the file; empty when nothing is. */
    public List<Problem> check(String kind, Document document) {
        return check("schemas/" + kind + ".json", document, "");
    }

    /**
     * What is wrong in a part of the document.
     *
     * @param schemaFile on the class path: {@code connector-types/csv.schema.json}
     * @param pointer the part: {@code /settings}
     */
    public List<Problem> check(String schemaFile, Document document, String pointer) {
        return check(schemaFile, document, pointer, document.root().at(pointer));
    }

    /** As above, for a part that is not there: {@code part} is judged in its place. */
    public List<Problem> check(String schemaFile, Document document, String pointer, JsonNode part) {
        Schema schema = shelf.schema(schemaFile);
        Findings findings = new Findings(shelf, document, pointer);
        return findings.problems(UnionErrors.settle(schema.validate(part))).stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }

    /**
     * The schema of a kind, as served at {@code /schemas/<kind>.json}.
     *
     * @throws vn.lienthong.kernel.HubException NOT_FOUND when there is no such kind
     */
    public JsonNode schema(String kind) {
        return shelf.node("schemas/" + kind + ".json");
    }

    /** A schema on the class path: {@code connector-types/csv.schema.json}. */
    public JsonNode schemaFile(String schemaFile) {
        return shelf.node(schemaFile);
    }
}
