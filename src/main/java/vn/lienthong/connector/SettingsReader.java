package vn.lienthong.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;

/** Reads the settings of one connector by the schema of its type: checks them, fills in defaults, sets secrets apart. */
final class SettingsReader {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^/}]*)/([a-z0-9][a-z0-9_-]{0,62})}");

    private final DocumentKinds kinds;
    private final Document document;
    private final String schemaFile;

    SettingsReader(DocumentKinds kinds, Document document, String schemaFile) {
        this.kinds = kinds;
        this.document = document;
        this.schemaFile = schemaFile;
    }

    /** What was read: plain values, and which vault field each secret setting refers to. */
    record Read(Map<String, Object> values, Map<String, String> secrets) {
        static final Read NOTHING = new Read(Map.of(), Map.of());
    }

    Read read(List<Problem> problems) {
        JsonNode settings = document.root().path("settings");
        boolean absent = settings.isMissingNode() || settings.isNull();
        JsonNode given = absent ? JsonNodeFactory.instance.objectNode() : settings;
        if (!given.isObject()) {
            return Read.NOTHING; // the connector's own schema has said so
        }
        problems.addAll(kinds.check(schemaFile, document, "/settings", given));
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        kinds.schemaFile(schemaFile).path("properties").fields().forEachRemaining(property -> {
            String key = property.getKey();
            JsonNode value =
                    given.has(key) ? given.get(key) : property.getValue().path("default");
            if (value.isMissingNode() || value.isNull()) {
                return;
            }
            if (property.getValue().path("x-secret").asBoolean()) {
                readSecret(key, value, secrets, problems);
            } else if (mentionsSecret(value)) {
                problems.add(problem(key, RegistryError.SECRET_MISPLACED, Map.of("key", key)));
            } else {
                values.put(key, plain(value));
            }
        });
        return new Read(values, secrets);
    }

    private static boolean mentionsSecret(JsonNode value) {
        if (value.isContainerNode()) {
            return StreamSupport.stream(value.spliterator(), false).anyMatch(SettingsReader::mentionsSecret);
        }
        return value.isTextual() && value.asText().contains("${secret:");
    }

    /** The value is never repeated, whatever it is: it may be a password that somebody typed in. */
    private void readSecret(String key, JsonNode value, Map<String, String> secrets, List<Problem> problems) {
        String own = document.root().path("connector").asText();
        Matcher reference = REFERENCE.matcher(value.isTextual() ? value.asText() : "");
        if (!reference.matches()) {
            problems.add(problem(key, RegistryError.SECRET_LITERAL, Map.of("key", key, "connector", own)));
        } else if (!reference.group(1).equals(own)) {
            problems.add(problem(key, RegistryError.SECRET_OF_OTHERS, Map.of("key", key, "connector", own)));
        } else {
            secrets.put(key, reference.group(2));
        }
    }

    private Problem problem(String key, RegistryError error, Map<String, ?> arguments) {
        return ConnectorReader.problem(document, "/settings/" + key, error, arguments);
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
