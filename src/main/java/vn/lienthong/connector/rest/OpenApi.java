package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;

/**
 * What an OpenAPI description (3.0 or 3.1) says of the lists that an API answers. References are followed inside the document only:
 * nobody's file makes the hub fetch another.
 */
final class OpenApi {
    private static final int MOST_DEPTH = 6;
    private static final int MOST_FIELDS = 1_000;

    private final JsonNode root;

    OpenApi(JsonNode root) {
        this.root = root;
    }

    /**
     * A list of rows.
     *
     * @param rows where in the answer it stands
     * @param fields the values of a row: where each stands, and its type
     */
    record Listing(String rows, Map<String, ValueType> fields) {}

    boolean isOne() {
        return root.path("openapi").asText().startsWith("3.")
                && root.path("paths").isObject();
    }

    JsonNode paths() {
        return root.path("paths");
    }

    /** What stands behind a reference into this document; nothing where it leads out of it or round in a circle. */
    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int hops = 0; at.has("$ref"); hops++) {
            String reference = at.path("$ref").asText();
            if (hops > MOST_DEPTH || !reference.startsWith("#/")) {
                return MissingNode.getInstance();
            }
            at = root.at(JsonPointer.compile(reference.substring(1)));
        }
        return at;
    }

    /** The list that an operation answers; empty where it answers none. */
    Optional<Listing> listing(JsonNode operation) {
        JsonNode answer = resolved(operation.path("responses").path("200"));
        JsonNode media = answer.path("content");
        JsonNode json = media.path("application/json");
        if (json.isMissingNode()) {
            json = media.path("*/*");
        }
        JsonNode schema = resolved(json.path("schema"));
        if (is(schema, "array")) {
            return listing("", schema);
        }
        for (Map.Entry<String, JsonNode> property : properties(schema).entrySet()) {
            JsonNode below = resolved(property.getValue());
            if (is(below, "array") && !properties(resolved(below.path("items"))).isEmpty()) {
                return listing("/" + escaped(property.getKey()), below);
            }
        }
        return Optional.empty();
    }

    private Optional<Listing> listing(String rows, JsonNode array) {
        Map<String, ValueType> fields = new LinkedHashMap<>();
        collect(resolved(array.path("items")), "", fields, new ArrayDeque<>());
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Listing(rows, fields));
    }

    /** What is part of itself, as a unit of units, is one value: its JSON. */
    private void collect(JsonNode schema, String at, Map<String, ValueType> fields, Deque<JsonNode> around) {
        around.push(schema);
        properties(schema).forEach((name, described) -> {
            JsonNode property = resolved(described);
            String place = at + "/" + escaped(name);
            boolean itself = around.stream().anyMatch(outer -> outer == property);
            if (fields.size() >= MOST_FIELDS) {
                return;
            }
            if (properties(property).isEmpty() || itself || around.size() > MOST_DEPTH) {
                fields.put(place, type(property));
            } else {
                collect(property, place, fields, around);
            }
        });
        around.pop();
    }

    /** Also those of what a schema is made of. */
    private Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        schema.path("allOf").forEach(part -> properties(resolved(part), all));
        properties(schema, all);
        return all;
    }

    private static void properties(JsonNode schema, Map<String, JsonNode> all) {
        schema.path("properties").properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    }

    private static ValueType type(JsonNode schema) {
        if (is(schema, "integer")) {
            return ValueType.INTEGER;
        }
        if (is(schema, "number")) {
            return ValueType.DECIMAL;
        }
        if (is(schema, "boolean")) {
            return ValueType.BOOLEAN;
        }
        return switch (schema.path("format").asText()) {
            case "date" -> ValueType.DATE;
            case "date-time" -> ValueType.MOMENT;
            case "byte" -> ValueType.BYTES;
            default -> ValueType.TEXT;
        };
    }

    /** Version 3.1 may name several, one of which is null. */
    private static boolean is(JsonNode schema, String type) {
        JsonNode said = schema.path("type");
        if (said.isArray()) {
            for (JsonNode one : said) {
                if (one.asText().equals(type)) {
                    return true;
                }
            }
        }
        return said.asText().equals(type);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** What an operation may be asked with, by name; whether it must be. */
    Map<String, Boolean> parameters(JsonNode path, JsonNode operation) {
        Map<String, Boolean> parameters = new LinkedHashMap<>();
        for (JsonNode list : new JsonNode[] {path.path("parameters"), operation.path("parameters")}) {
            list.forEach(each -> {
                JsonNode parameter = resolved(each);
                if (parameter.path("in").asText().equals("query")) {
                    parameters.put(
                            parameter.path("name").asText(),
                            parameter.path("required").asBoolean());
                }
            });
        }
        return parameters;
    }

    /** The first server that the description names; null where it names none. */
    @Nullable
    String server() {
        String url = root.path("servers").path(0).path("url").asText();
        return url.isEmpty() ? null : url;
    }
}
