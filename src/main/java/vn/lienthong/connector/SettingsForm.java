package vn.lienthong.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * The form of a connector type, made from its settings schema {@code connector-types/<name>.schema.json}. Words stand in the
 * schema as {@code x-title}, {@code x-help} and, for each value of few, {@code x-titles}, with {@code vi} and {@code en}; {@code x-secret} marks what is never shown again.
 *
 * @param type the type's name
 * @param title how people call the type
 * @param help what it is for
 * @param fields the settings in the order of the schema
 */
record SettingsForm(String type, Text title, Text help, List<Field> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One setting.
     *
     * @param kind text, long (several lines), yaml (a map), number, flag, choice, list or secret
     * @param preset the default as text, empty where there is none
     * @param example what a value looks like, empty where there is none
     */
    record Field(
            String name,
            String kind,
            Text title,
            @Nullable Text help,
            boolean required,
            String preset,
            String example,
            List<Choice> choices,
            @Nullable Long least,
            @Nullable Long most) {
        /** A value in words: its title where it is one of the choices, the names in a map, the value itself otherwise. */
        public Text words(Object value) {
            if (value instanceof Map<?, ?> described) {
                return Text.same(String.join(
                        ", ", described.keySet().stream().map(String::valueOf).toList()));
            }
            return choices.stream()
                    .filter(choice -> choice.value().equals(value.toString()))
                    .findFirst()
                    .map(Choice::title)
                    .orElseGet(() -> Text.same(value.toString()));
        }
    }

    /** One value of a setting that has few, and what people call it. */
    record Choice(String value, Text title) {}

    /** The icon that stands for the type. */
    public String icon() {
        return switch (type) {
            case "csv", "excel", "sftp" -> "file-spreadsheet";
            case "postgresql", "mariadb" -> "database";
            case "rest", "soap" -> "api";
            default -> "plug-connected";
        };
    }

    /** The form of a type. */
    static SettingsForm of(String type) {
        JsonNode schema = schema(type);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Field> fields = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(entry ->
                        fields.add(field(entry.getKey(), entry.getValue(), required.contains(entry.getKey()))));
        Text help = text(schema, "x-help", "description");
        return new SettingsForm(
                type, or(text(schema, "x-title", "title"), type), help == null ? Text.same("") : help, fields);
    }

    private static JsonNode schema(String type) {
        String resource = "/connector-types/" + type + ".schema.json";
        try (InputStream in = SettingsForm.class.getResourceAsStream(resource)) {
            return in == null ? JSON.createObjectNode() : JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    private static Field field(String name, JsonNode node, boolean required) {
        List<Choice> choices = new ArrayList<>();
        node.path("enum").forEach(choice -> choices.add(choice(choice.asText(), node.path("x-titles"))));
        return new Field(
                name,
                kind(node, choices),
                or(text(node, "x-title", "title"), name),
                text(node, "x-help", "description"),
                required,
                node.path("default").asText(""),
                node.path("examples").path(0).asText(""),
                choices,
                node.has("minimum") ? node.get("minimum").asLong() : null,
                node.has("maximum") ? node.get("maximum").asLong() : null);
    }

    private static Choice choice(String value, JsonNode titles) {
        return new Choice(value, or(text(titles, value, ""), value));
    }

    private static String kind(JsonNode node, List<Choice> choices) {
        if (node.path("x-secret").asBoolean() || node.path("writeOnly").asBoolean()) {
            return "secret";
        }
        if (!choices.isEmpty()) {
            return "choice";
        }
        return switch (node.path("type").asText()) {
            case "integer", "number" -> "number";
            case "boolean" -> "flag";
            case "array" -> "list";
            case "object" -> "yaml";
            default -> node.path("examples").path(0).asText("").startsWith("-----") ? "long" : "text";
        };
    }

    private static @Nullable Text text(JsonNode node, String key, String plain) {
        JsonNode words = node.path(key);
        if (words.isObject()) {
            String vietnamese = words.path("vi").asText();
            return new Text(vietnamese, words.path("en").asText(vietnamese));
        }
        String single = words.isTextual() ? words.asText() : node.path(plain).asText("");
        return single.isEmpty() ? null : Text.same(single);
    }

    private static Text or(@Nullable Text text, String name) {
        return text == null ? Text.same(name) : text;
    }
}
