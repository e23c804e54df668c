package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** The schemas the hub carries with it, from {@code schemas/} and {@code connector-types/}. Nothing is fetched from anywhere else. */
final class SchemaShelf {
    private static final String PLACE = "hub:///";
    private static final Pattern FILE = Pattern.compile("[a-z0-9-]+(/[a-z0-9.-]+)+\\.json");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, JsonNode> nodes = new ConcurrentHashMap<>();
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(dialect(), builder -> builder.schemas(this::text));

    /** The schema of a file on the class path, e.g. {@code schemas/connector.json}. */
    JsonNode node(String file) {
        return nodes.computeIfAbsent(file, this::load);
    }

    /** The same, ready to check with; a {@code $ref} to a file beside it is followed. */
    Schema schema(String file) {
        node(file);
        return registry.getSchema(SchemaLocation.of(PLACE + file));
    }

    /** The piece of a schema that a location names, where it lies on this shelf. */
    JsonNode at(SchemaLocation location) {
        String text = location.toString();
        int hash = text.indexOf('#');
        String file = (hash < 0 ? text : text.substring(0, hash)).replaceFirst("^hub:/+", "");
        String pointer = hash < 0 ? "" : text.substring(hash + 1);
        return node(file).at(pointer);
    }

    /** The standard's dialect with the words that are for people and forms. */
    private static Dialect dialect() {
        return Dialect.builder(Dialects.getDraft202012())
                .keywords(List.of(
                        new NonValidationKeyword("x-title"),
                        new NonValidationKeyword("x-titles"),
                        new NonValidationKeyword("x-groups"),
                        new NonValidationKeyword("x-help"),
                        new NonValidationKeyword("x-group"),
                        new NonValidationKeyword("x-secret")))
                .build();
    }

    private @Nullable String text(String iri) {
        return iri.startsWith("hub:") ? node(iri.replaceFirst("^hub:/+", "")).toString() : null;
    }

    private JsonNode load(String file) {
        try (InputStream found =
                FILE.matcher(file).matches() ? SchemaShelf.class.getResourceAsStream("/" + file) : null) {
            if (found == null) {
                throw new HubException(DocumentError.KIND_UNKNOWN, Map.of("kind", file));
            }
            JsonNode schema = mapper.readTree(found);
            if (schema instanceof ObjectNode object) {
                object.remove("$id"); // on this shelf a schema goes by the place it stands at
            }
            return schema;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
