package vn.lienthong.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;

/**
 * A connector as somebody types it into the form; written as the document that registers it. Secrets are only referred to.
 *
 * @param form the form of its type
 * @param values what was typed, by field
 */
record ConnectorDraft(SettingsForm form, Map<String, String> values) {
    private static final String SETTING = "setting.";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A draft that shows a registered connector. */
    static ConnectorDraft of(Connector connector, SettingsForm form) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", connector.name().value());
        values.put("title_vi", connector.title().vi());
        values.put("title_en", connector.title().en());
        values.put("agency", connector.agency().value());
        values.put("contact", connector.contact() == null ? "" : connector.contact());
        connector.settings().forEach((key, value) -> values.put(SETTING + key, shown(value)));
        return new ConnectorDraft(form, values);
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?>) {
            return ConnectorText.dump(value).stripTrailing();
        }
        return value instanceof List<?> list
                ? String.join("\n", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    /** What was typed into a field, else its preset. */
    public String value(SettingsForm.Field field) {
        if (field.kind().equals("secret")) {
            return "";
        }
        return values.getOrDefault(SETTING + field.name(), field.preset());
    }

    /** What was typed into a field about the connector itself. */
    public String value(String field) {
        return values.getOrDefault(field, "").strip();
    }

    /** The secrets that were typed, by setting. */
    Map<String, String> secrets() {
        Map<String, String> typed = new LinkedHashMap<>();
        form.fields().stream().filter(field -> field.kind().equals("secret")).forEach(field -> Optional.ofNullable(
                        values.get(SETTING + field.name()))
                .filter(secret -> !secret.isEmpty())
                .ifPresent(secret -> typed.put(field.name(), secret)));
        return typed;
    }

    /**
     * The document that registers it.
     *
     * @param kept settings that have a secret already
     */
    String text(Set<String> kept, Map<String, ?> datasets) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("connector", value("name"));
        document.put("title", title());
        document.put("agency", value("agency"));
        if (!value("contact").isEmpty()) {
            document.put("contact", value("contact"));
        }
        document.put("type", form.type());
        Map<String, Object> settings = new LinkedHashMap<>();
        form.fields().forEach(field -> setting(field, kept).ifPresent(value -> settings.put(field.name(), value)));
        document.put("settings", settings);
        if (!datasets.isEmpty()) {
            document.put("datasets", datasets);
        }
        return ConnectorText.dump(document);
    }

    private Object title() {
        String vietnamese = value("title_vi");
        String english = value("title_en");
        if (english.isEmpty() || english.equals(vietnamese)) {
            return vietnamese;
        }
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("vi", vietnamese);
        both.put("en", english);
        return both;
    }

    private Optional<Object> setting(SettingsForm.Field field, Set<String> kept) {
        String typed = values.getOrDefault(SETTING + field.name(), "").strip();
        return switch (field.kind()) {
            case "secret" ->
                typed.isEmpty() && !kept.contains(field.name()) && !field.required()
                        ? Optional.empty()
                        : Optional.of("${secret:" + value("name") + "/" + field.name() + "}");
            case "flag" -> Optional.of(typed.equals("true"));
            case "number" ->
                typed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(typed.matches("-?\\d{1,18}") ? Long.valueOf(typed) : typed);
            case "list" ->
                typed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Arrays.stream(typed.split("\\R"))
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList());
            case "yaml" -> typed.isEmpty() ? Optional.empty() : Optional.of(map(typed));
            default -> typed.isEmpty() ? Optional.empty() : Optional.of(typed);
        };
    }

    /** What was typed as YAML; where it is none, the text, which the schema then refuses by its name. */
    private static Object map(String typed) {
        try {
            return JSON.convertValue(Document.parse("settings", typed).root(), Object.class);
        } catch (DocumentException none) {
            return typed;
        }
    }

    /** The line of the setting that a line is part of; what stands below a setting is indented further. */
    private static int setting(List<String> lines, int from) {
        int line = from;
        while (line > 0 && (lines.get(line).startsWith("   ") || lines.get(line).startsWith("  -"))) {
            line--;
        }
        return line;
    }

    /** The field that a problem of the document is about: the key of its line. */
    static String field(String text, Problem problem) {
        List<String> lines = text.lines().toList();
        if (problem.line() < 1 || problem.line() > lines.size()) {
            return "";
        }
        String line = lines.get(setting(lines, problem.line() - 1));
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : line.substring(0, colon).strip();
        if (line.startsWith(" ") && !key.equals("vi") && !key.equals("en")) {
            return SETTING + key;
        }
        return switch (key) {
            case "connector" -> "name";
            case "title", "vi" -> "title_vi";
            case "en" -> "title_en";
            default -> key;
        };
    }
}
