package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * A place that rows come from or go to: a URI, or a URI and its parameters. A URI is taken apart here, so that Camel is given a name and
 * plain parameters and never a text to take apart by rules of its own.
 *
 * @param components what may be named
 * @param begins whether a route begins here
 */
record Endpoint(Map<String, Component> components, boolean begins) implements Shape {
    private static final Pattern URI =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,40}):([^?]{0,300})(?:\\?(.{0,2000}))?");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]{1,40})=([^&]{0,1000})");

    /** In milliseconds; Camel passes over a tick that comes while the route is still being started, and the next one may be far away. */
    private static final long SOONEST = 500;

    /** A URI alone. */
    static Shape uri(Map<String, Component> components) {
        Endpoint endpoint = new Endpoint(components, false);
        return (node, at, lint) -> {
            JsonNode taken = node.isTextual() ? endpoint.take(node, at, lint) : endpoint.refuse(at, lint);
            return taken == null ? null : taken.get("uri");
        };
    }

    @Override
    public @Nullable JsonNode take(JsonNode node, String at, Lint lint) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        if (node.isTextual() && !begins) {
            return place(node, JsonNodeFactory.instance.objectNode(), at, null, written, lint) ? written : null;
        }
        Keys keys = Keys.none().need("uri", (uri, place, found) -> uri).may("parameters", (all, place, found) -> all);
        if (begins) {
            keys.need("steps", Allowed.several());
        } else {
            keys.may("id", Shape.text(Allowed.NAME, new Text("tên của bước", "the step's name")));
        }
        JsonNode taken = keys.take(node, at, lint);
        if (taken == null || !taken.has("uri")) {
            return null;
        }
        JsonNode given = taken.path("parameters");
        if (!given.isMissingNode() && !given.isObject()) {
            lint.problem(
                    Shape.below(at, "parameters"),
                    MadeError.SHAPE,
                    Map.of("key", "parameters", "wanted", new Text("các khóa và giá trị", "keys and values")));
            return null;
        }
        ObjectNode parameters = given.isObject() ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
        String id = taken.path("id").asText(null);
        if (!place(taken.get("uri"), parameters, at, id, written, lint)) {
            return null;
        }
        if (taken.has("steps")) {
            written.set("steps", taken.get("steps"));
        }
        return written;
    }

    private @Nullable JsonNode refuse(String at, Lint lint) {
        lint.problem(at, MadeError.SHAPE, Map.of("key", Shape.key(at), "wanted", Text.same("direct:…")));
        return null;
    }

    private boolean place(
            JsonNode uri, ObjectNode parameters, String at, @Nullable String id, ObjectNode written, Lint lint) {
        Matcher parts = URI.matcher(uri.isTextual() ? uri.asText() : "");
        if (!parts.matches()) {
            lint.unfit(uri.isTextual() ? uri.asText() : "…", at, "uri", wanted());
            return false;
        }
        Component component = components.get(parts.group(1));
        if (component == null) {
            lint.problem(
                    at,
                    MadeError.COMPONENT,
                    Map.of(
                            "component",
                            Lint.shortened(parts.group(1)),
                            "known",
                            String.join(", ", new TreeSet<>(components.keySet()))));
            return false;
        }
        String path = parts.group(2);
        if (!component.path().matcher(path).matches()) {
            lint.unfit(path, at, parts.group(1) + ":", component.words());
            return false;
        }
        if (parts.group(3) != null && !spread(parts.group(3), parameters, at, lint)) {
            return false;
        }
        return parameters(parts.group(1), path, component, parameters, at, id, written, lint);
    }

    /** What stands after the question mark joins what stands under it; nothing twice. */
    private static boolean spread(String query, ObjectNode parameters, String at, Lint lint) {
        for (String one : query.split("&", -1)) {
            Matcher parts = PARAMETER.matcher(one);
            if (!parts.matches()) {
                lint.unfit(one, at, "uri", new Text("khóa=giá trị", "key=value"));
                return false;
            }
            if (parameters.has(parts.group(1))) {
                lint.problem(at, MadeError.TWICE, Map.of("name", parts.group(1)));
                return false;
            }
            parameters.put(parts.group(1), parts.group(2));
        }
        return true;
    }

    private static boolean parameters(
            String scheme,
            String path,
            Component component,
            ObjectNode parameters,
            String at,
            @Nullable String id,
            ObjectNode written,
            Lint lint) {
        Keys shape = component.parameters();
        String act = parameters.path("act").asText("");
        if (shape == null) {
            shape = Allowed.ACTS.get(act);
        }
        if (shape == null) {
            String known = String.join(", ", new TreeSet<>(Allowed.ACTS.keySet()));
            lint.problem(
                    at,
                    parameters.has("act") ? MadeError.VALUE : MadeError.MISSING,
                    Map.of(
                            "key",
                            "act",
                            "where",
                            scheme + ":",
                            "value",
                            Lint.shortened(act),
                            "wanted",
                            Text.same(known)));
            return false;
        }
        boolean cleanBefore = lint.clean();
        JsonNode taken = shape.take(parameters, Shape.below(at, "parameters"), lint);
        if (taken == null || (cleanBefore && !lint.clean())) {
            return false;
        }
        if (act.equals("write") && parameters.path("mode").asText().equals("upsert") && !parameters.has("key")) {
            lint.problem(at, MadeError.MISSING, Map.of("key", "key", "where", "connector:"));
            return false;
        }
        lint.ends().reached(scheme, path, act, at);
        written.put(
                "uri",
                switch (scheme) {
                    case "direct" -> lint.way(path);
                    case "timer" -> lint.clock(path, at);
                    default -> scheme + ":" + path;
                });
        if (taken.path("delay").asLong(SOONEST) < SOONEST) {
            ((ObjectNode) taken).put("delay", SOONEST);
        }
        if (!taken.isEmpty()) {
            written.set("parameters", taken);
        }
        if (id != null) {
            written.put("id", id);
        }
        return true;
    }

    private Text wanted() {
        return Text.same(String.join(", ", new TreeSet<>(components.keySet())) + ":…");
    }
}
