package vn.lienthong.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Text;

/** Makes a connector of a document, or says everything that is wrong with it. The one reader for files, REST and command line. */
final class ConnectorReader {
    private final DocumentKinds kinds;
    private final ConnectorTypes types;

    ConnectorReader(DocumentKinds kinds, ConnectorTypes types) {
        this.kinds = kinds;
        this.types = types;
    }

    /**
     * @param expected the name the document must carry: that of its file or address; null where it may carry any
     * @throws DocumentException with all that is wrong
     */
    Connector read(Document document, @Nullable String expected, Connector.Origin origin) {
        List<Problem> problems = new ArrayList<>(kinds.check("connector", document));
        checkName(document, expected, problems);
        Optional<AgencyCode> agency = agency(document, problems);
        SettingsReader.Read settings = settings(document, problems);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new DocumentException(problems);
        }
        JsonNode root = document.root();
        return new Connector(
                new ConnectorName(root.get("connector").asText()),
                title(root),
                agency.orElseThrow(),
                root.path("contact").isTextual() ? root.get("contact").asText() : null,
                root.get("type").asText(),
                settings.values(),
                settings.secrets(),
                pinned(root.path("datasets")),
                origin,
                origin == Connector.Origin.FILE ? document.fileName() : null);
    }

    /** The file that describes the settings of a type. */
    static String schemaFile(String type) {
        return "connector-types/" + type + ".schema.json";
    }

    private static void checkName(Document document, @Nullable String expected, List<Problem> problems) {
        JsonNode name = document.root().path("connector");
        if (expected != null && name.isTextual() && !name.asText().equals(expected)) {
            problems.add(problem(
                    document,
                    "/connector",
                    RegistryError.NAME_DIFFERS,
                    Map.of("name", shortened(name.asText()), "expected", expected)));
        }
    }

    private static Optional<AgencyCode> agency(Document document, List<Problem> problems) {
        JsonNode code = document.root().path("agency");
        if (!code.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AgencyCode.parse(code.asText()));
        } catch (HubException invalid) {
            problems.add(Problem.of(document.fileName(), document.line("/agency"), invalid));
            return Optional.empty();
        }
    }

    private SettingsReader.Read settings(Document document, List<Problem> problems) {
        JsonNode type = document.root().path("type");
        if (!type.isTextual()) {
            return SettingsReader.Read.NOTHING;
        }
        List<String> known = types.all().stream().map(ConnectorType::name).toList();
        if (!known.contains(type.asText())) {
            problems.add(unknownType(document, type.asText(), known));
            return SettingsReader.Read.NOTHING;
        }
        return new SettingsReader(kinds, document, schemaFile(type.asText())).read(problems);
    }

    private static Problem unknownType(Document document, String type, List<String> known) {
        return Nearest.of(type, known)
                .map(near -> problem(
                        document,
                        "/type",
                        RegistryError.TYPE_UNKNOWN_NEAR,
                        Map.of("type", shortened(type), "near", near)))
                .orElseGet(() -> problem(
                        document,
                        "/type",
                        ConnectorError.TYPE_UNKNOWN,
                        Map.of("type", shortened(type), "known", String.join(", ", known))));
    }

    private static Text title(JsonNode root) {
        JsonNode title = root.path("title");
        if (title.isObject()) {
            String vietnamese = title.get("vi").asText();
            return new Text(vietnamese, title.path("en").asText(vietnamese));
        }
        return Text.same(title.asText(root.get("connector").asText()));
    }

    private static Map<String, Connector.Pinned> pinned(JsonNode datasets) {
        Map<String, Connector.Pinned> pinned = new LinkedHashMap<>();
        datasets.fields().forEachRemaining(entry -> {
            JsonNode dataset = entry.getValue();
            Map<String, DataClass> classes = new LinkedHashMap<>();
            dataset.path("classes")
                    .fields()
                    .forEachRemaining(column -> classes.put(
                            column.getKey(),
                            DataClass.valueOf(column.getValue().asText().toUpperCase(Locale.ROOT))));
            pinned.put(
                    entry.getKey(),
                    new Connector.Pinned(
                            dataset.path("from").asText(entry.getKey()),
                            texts(dataset.path("columns")),
                            texts(dataset.path("key")),
                            classes));
        });
        return pinned;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static Problem problem(Document document, String pointer, ErrorCode code, Map<String, ?> arguments) {
        return Problem.of(document.fileName(), document.line(pointer), code, arguments);
    }

    static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
