package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Gives each step that reaches something an id, so that its figures are found again: the one it was given, or its act and number. */
final class StepNames {
    private final String file;
    private final String route;
    private final String inCamel;
    private final List<String> names = new ArrayList<>();

    private StepNames(String file, String route, String inCamel) {
        this.file = file;
        this.route = route;
        this.inCamel = inCamel;
    }

    /**
     * The names in the order of the file; the ids are written into the steps, and into those that reach a connector whose they are.
     *
     * @param file by which the component finds what the file declares
     * @param route as people know it
     * @param inCamel its id in Camel
     */
    static List<String> give(JsonNode steps, String file, String route, String inCamel) {
        StepNames names = new StepNames(file, route, inCamel);
        names.walk(steps);
        return List.copyOf(names.names);
    }

    private void walk(JsonNode node) {
        for (JsonNode below : node) {
            if (below.isObject() && below.path("to").isObject()) {
                name((ObjectNode) below.get("to"));
            } else {
                walk(below);
            }
        }
    }

    private void name(ObjectNode to) {
        String act = to.path("parameters").path("act").asText("direct");
        String wanted = to.path("id").asText(act + "-" + (names.size() + 1));
        String name = names.contains(wanted) ? wanted + "-" + (names.size() + 1) : wanted;
        names.add(name);
        to.put("id", inCamel + "." + name);
        if (to.path("parameters").has("act")) {
            ((ObjectNode) to.get("parameters"))
                    .put("file", file)
                    .put("route", route)
                    .put("step", name);
        }
    }
}
