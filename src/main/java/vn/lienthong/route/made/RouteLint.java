package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/**
 * Judges a hand-made route file. It knows what is allowed and refuses the rest; it asks nobody and starts nothing. For every thread, in
 * bounded time.
 */
public final class RouteLint {
    /** How the files are called. */
    public static final String ENDING = ".camel.yaml";

    private RouteLint() {}

    /**
     * What was found.
     *
     * @param file what the file says; null where anything is wrong
     */
    public record Found(@Nullable MadeFile file, List<Problem> problems) {}

    /** Whether a file of this name holds hand-made routes. */
    public static boolean isOne(String file) {
        return file.endsWith(ENDING);
    }

    /**
     * Looks at a file.
     *
     * @param shown the file as people know it: {@code routes/nightly.camel.yaml}
     * @param name its name without folder and ending
     */
    public static Found look(String shown, String name, String text) {
        return look(shown, name, text, "1");
    }

    /** The same, for Camel: what it is given is marked with this version. */
    static Found look(String shown, String name, String text, String tag) {
        Document document;
        try {
            document = Document.parseList(shown, text);
        } catch (DocumentException wrong) {
            return new Found(null, wrong.problems());
        }
        Lint lint = new Lint(document, name, tag);
        if (!Allowed.NAME.matcher(name).matches()) {
            lint.problem("", MadeError.NAME, Map.of("name", Lint.shortened(name)));
        }
        List<JsonNode> routes = new ArrayList<>();
        List<JsonNode> declarations = new ArrayList<>();
        JsonNode root = document.root();
        for (int i = 0; i < root.size(); i++) {
            JsonNode taken = new One(Allowed.TOP, MadeError.TOP).take(root.get(i), "/" + i, lint);
            if (taken != null && taken.has("route")) {
                routes.add(taken.get("route"));
            } else if (taken != null) {
                declarations.add(taken.get("lienthong"));
            }
        }
        if (declarations.size() != 1) {
            lint.problem(
                    "",
                    declarations.isEmpty() ? MadeError.MISSING : MadeError.TWICE,
                    Map.of("key", "lienthong", "where", shown, "name", "lienthong"));
        }
        if (root.size() < 2 || root.size() > 21) {
            lint.problem("", MadeError.MANY, Map.of("key", "route", "least", 1, "most", 20));
        }
        JsonNode declared = declarations.isEmpty() ? JsonNodeFactory.instance.objectNode() : declarations.get(0);
        if (lint.clean()) {
            lint.ends().fit(declared, lint);
            ids(routes, lint);
        }
        return lint.clean()
                ? new Found(file(name, text, tag, declared, routes, lint), List.of())
                : new Found(null, lint.problems());
    }

    private static void ids(List<JsonNode> routes, Lint lint) {
        Set<String> seen = new HashSet<>();
        for (JsonNode route : routes) {
            String id = route.get("id").asText();
            if (!seen.add(id)) {
                lint.problem("", MadeError.TWICE, Map.of("name", id));
            }
        }
    }

    private static MadeFile file(
            String name, String text, String tag, JsonNode declared, List<JsonNode> routes, Lint lint) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        List<MadeFile.Route> all = new ArrayList<>();
        for (JsonNode route : routes) {
            ObjectNode one = route.deepCopy();
            String id = route.get("id").asText();
            String inCamel = lint.routeId(id);
            one.put("id", inCamel);
            List<String> steps =
                    StepNames.give(one.get("from").get("steps"), name + "." + tag, "camel." + name + "." + id, inCamel);
            written.add(JsonNodeFactory.instance.objectNode().set("route", one));
            all.add(new MadeFile.Route(
                    "camel." + name + "." + id,
                    inCamel,
                    route.get("group").asText(),
                    Text.same(route.get("description").asText()),
                    route.get("from").get("uri").asText().startsWith("timer:"),
                    route.get("from").path("parameters").path("period").asLong(0),
                    steps));
        }
        return new MadeFile(
                name,
                text,
                tag,
                AgencyCode.parse(declared.get("agency").asText()),
                datasets(declared, "reads"),
                datasets(declared, "writes"),
                datasets(declared, "calls"),
                List.copyOf(all),
                written.toString());
    }

    private static Set<DatasetName> datasets(JsonNode declared, String list) {
        Set<DatasetName> datasets = new HashSet<>();
        declared.path(list).forEach(one -> datasets.add(DatasetName.parse(one.asText())));
        return Set.copyOf(datasets);
    }
}
