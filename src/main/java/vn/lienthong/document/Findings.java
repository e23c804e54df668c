package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Text;

/** Says in a person's words what a schema check found. Values are never repeated: one could be a secret. */
final class Findings {
    /** Whoever mends so many sees the next; an answer must not grow with what is sent. */
    private static final int MOST = 100;

    private final SchemaShelf shelf;
    private final Document document;
    private final String prefix;

    /** Findings in the part of the document below {@code prefix}. */
    Findings(SchemaShelf shelf, Document document, String prefix) {
        this.shelf = shelf;
        this.document = document;
        this.prefix = prefix;
    }

    /** What is wrong, the first hundred things: whoever mends those sees the next. */
    List<Problem> problems(List<Error> errors) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<Error>> kinds = new LinkedHashMap<>();
        for (Error error : errors) {
            if (problems.size() == MOST) {
                break;
            }
            if (error.getKeyword().equals("type")) {
                kinds.computeIfAbsent(pointer(error), at -> new ArrayList<>()).add(error);
            } else {
                problems.add(problem(error));
            }
        }
        kinds.values().forEach(wrong -> problems.add(kindWrong(wrong)));
        return problems;
    }

    private Problem problem(Error error) {
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> keyUnknown(error);
            case "required", "dependentRequired" -> keyMissing(error);
            case "enum", "const" -> valueNotAllowed(error);
            case "pattern", "format", "propertyNames" -> value(error, DocumentError.VALUE_MALFORMED, Map.of());
            case "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties" -> value(error, DocumentError.VALUE_OUT_OF_RANGE, Map.of("bound", bound(error)));
            default -> value(error, DocumentError.VALUE_WRONG, Map.of("rule", error.getKeyword()));
        };
    }

    private Problem keyUnknown(Error error) {
        String key = String.valueOf(error.getProperty());
        String pointer = pointer(error);
        JsonNode known = around(error).path("properties");
        List<String> names = new ArrayList<>();
        known.fieldNames().forEachRemaining(names::add);
        Optional<String> near = Nearest.of(key, names);
        int line = document.line(pointer + "/" + escaped(key));
        if (near.isPresent()) {
            return at(
                    line,
                    DocumentError.KEY_UNKNOWN_NEAR,
                    Map.of("key", shortened(key), "near", near.get(), "help", help(known.path(near.get()))));
        }
        Text where = pointer.isEmpty()
                ? new Text("ở đây", "here")
                : new Text("trong " + dotted(pointer), "in " + dotted(pointer));
        return at(
                line,
                DocumentError.KEY_UNKNOWN,
                Map.of("key", shortened(key), "where", where, "known", String.join(", ", new TreeSet<>(names))));
    }

    private Problem keyMissing(Error error) {
        String key = String.valueOf(error.getProperty());
        String pointer = pointer(error);
        return at(
                document.line(pointer),
                DocumentError.KEY_MISSING,
                Map.of(
                        "key",
                        dotted(pointer + "/" + key),
                        "help",
                        help(around(error).path("properties").path(key))));
    }

    private Problem valueNotAllowed(Error error) {
        JsonNode rule = shelf.at(error.getSchemaLocation());
        List<String> allowed = new ArrayList<>();
        (rule.isArray() ? rule : List.of(rule)).forEach(value -> allowed.add(((JsonNode) value).asText()));
        return value(error, DocumentError.VALUE_NOT_ALLOWED, Map.of("allowed", String.join(", ", allowed)));
    }

    private Problem kindWrong(List<Error> wrong) {
        Error first = wrong.get(0);
        List<Text> expected = wrong.stream()
                .map(error -> shelf.at(error.getSchemaLocation()))
                .flatMap(rule -> rule.isArray() ? toList(rule).stream() : Stream.of(rule))
                .map(JsonNode::asText)
                .distinct()
                .map(Findings::kind)
                .toList();
        JsonNode found = document.root().at(pointer(first));
        boolean wantsText = expected.contains(kind("string"));
        DocumentError code = wantsText && found.isValueNode() && !found.isNull()
                ? DocumentError.TEXT_UNQUOTED
                : DocumentError.TYPE_WRONG;
        return value(
                first,
                code,
                Map.of(
                        "expected",
                        new Text(joined(expected, true), joined(expected, false)),
                        "found",
                        kind(kindOf(found))));
    }

    private Problem value(Error error, DocumentError code, Map<String, ?> more) {
        String pointer = pointer(error);
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        arguments.put("key", pointer.isEmpty() ? document.fileName() : dotted(pointer));
        arguments.put("help", help(around(error)));
        return at(document.line(pointer), code, arguments);
    }

    private Problem at(int line, DocumentError code, Map<String, ?> arguments) {
        return Problem.of(document.fileName(), line, code, arguments);
    }

    private String pointer(Error error) {
        StringBuilder pointer = new StringBuilder(prefix);
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            pointer.append('/')
                    .append(escaped(String.valueOf(error.getInstanceLocation().getElement(i))));
        }
        return pointer.toString();
    }

    /** The schema that holds the keyword complained about. */
    private JsonNode around(Error error) {
        String location = error.getSchemaLocation().toString();
        return shelf.at(com.networknt.schema.SchemaLocation.of(location.substring(0, location.lastIndexOf('/'))));
    }

    private static Text bound(Error error) {
        String most = String.valueOf(error.getArguments()[0]);
        return switch (error.getKeyword()) {
            case "minimum" -> new Text("ít nhất là " + most, "at least " + most);
            case "maximum" -> new Text("nhiều nhất là " + most, "at most " + most);
            case "exclusiveMinimum" -> new Text("lớn hơn " + most, "more than " + most);
            case "exclusiveMaximum" -> new Text("nhỏ hơn " + most, "less than " + most);
            case "minLength" -> new Text("ít nhất " + most + " ký tự", "at least " + most + " characters");
            case "maxLength" -> new Text("nhiều nhất " + most + " ký tự", "at most " + most + " characters");
            case "minItems", "minProperties" -> new Text("ít nhất " + most + " mục", "at least " + most + " entries");
            default -> new Text("nhiều nhất " + most + " mục", "at most " + most + " entries");
        };
    }

    private static Text help(JsonNode schema) {
        JsonNode help = schema.path("x-help");
        return help.isObject()
                ? new Text(help.path("vi").asText(), help.path("en").asText())
                : Text.same(schema.path("description").asText());
    }

    private static Text kind(String type) {
        return switch (type) {
            case "string" -> new Text("chữ", "text");
            case "integer" -> new Text("số nguyên", "a whole number");
            case "number" -> new Text("số", "a number");
            case "boolean" -> new Text("true hoặc false", "true or false");
            case "array" -> new Text("danh sách", "a list");
            case "object" -> new Text("nhóm khóa", "a group of keys");
            default -> new Text("để trống", "nothing");
        };
    }

    private static String kindOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> node.isIntegralNumber() ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }

    private static String joined(List<Text> texts, boolean vietnamese) {
        return texts.stream()
                .map(text -> vietnamese ? text.vi() : text.en())
                .collect(Collectors.joining(vietnamese ? " hoặc " : " or "));
    }

    private static List<JsonNode> toList(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static String escaped(@Nullable String key) {
        return String.valueOf(key).replace("~", "~0").replace("/", "~1");
    }

    private static String dotted(String pointer) {
        return shortened(
                pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~"));
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
