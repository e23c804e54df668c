package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;

/**
 * A document that a form writes: one line for each key, so that what is wrong in it can be told beside the field. Every text stands in
 * quotes; nothing that is typed becomes anything else.
 */
final class YamlLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> keys = new ArrayList<>();
    private final StringBuilder yaml = new StringBuilder();

    /** A text that must be there: what is blank stands as an empty one, so that it is told beside its field. */
    YamlLines needed(String key, @Nullable String value) {
        return line(key, quoted(value == null ? "" : value.strip()));
    }

    /** A text; what is blank is left out. */
    YamlLines text(String key, @Nullable String value) {
        return value == null || value.isBlank() ? this : line(key, quoted(value.strip()));
    }

    /** A box that is ticked or not. */
    YamlLines yes(String key, String value) {
        return value.equals("true") ? line(key, "true") : this;
    }

    /** Whole numbers by name, as they were typed; what is none is kept as text, for the check to name. */
    YamlLines numbers(String key, Map<String, String> values) {
        return line(
                key,
                values.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": "
                                + number(entry.getValue().strip()))
                        .collect(Collectors.joining(", ", "{ ", " }")));
    }

    private static String number(String typed) {
        return typed.matches("\\d{1,9}") ? "" + Integer.parseInt(typed) : quoted(typed);
    }

    /** Texts that must be there. */
    YamlLines needed(String key, Collection<String> values) {
        return line(
                key, values.stream().map(value -> quoted(value.strip())).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Texts; none are left out. */
    YamlLines texts(String key, Collection<String> values) {
        return values.isEmpty() ? this : needed(key, values);
    }

    /** Texts by name, which must be there. */
    YamlLines needed(String key, Map<String, String> values) {
        return line(
                key,
                values.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": "
                                + quoted(entry.getValue().strip()))
                        .collect(Collectors.joining(", ", "{ ", " }")));
    }

    /** Texts by name; the names, too, in quotes. Those that are blank are left out. */
    YamlLines map(String key, Map<String, String> values) {
        Map<String, String> given = new LinkedHashMap<>(values);
        given.values().removeIf(String::isBlank);
        return given.isEmpty() ? this : needed(key, given);
    }

    YamlLines line(String key, String value) {
        keys.add(key);
        yaml.append(key).append(": ").append(value).append('\n');
        return this;
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }

    /** What is wrong, by key; what belongs to no line under the empty key. */
    Map<String, List<Problem>> byKey(List<Problem> problems) {
        Map<String, List<Problem>> found = new LinkedHashMap<>();
        for (Problem problem : problems) {
            // the line of what is missing is that of the document: its first
            String key = problem.line() < 1 || problem.line() > keys.size() ? "" : keys.get(problem.line() - 1);
            found.computeIfAbsent(key, none -> new ArrayList<>()).add(problem);
        }
        return found;
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}
