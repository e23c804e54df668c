package vn.lienthong.connector.soap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Where the rows of an answer stand. */
final class Rows {
    private Rows() {}

    /**
     * The place of the only element that comes again and again; empty where none does and the whole answer is one row.
     *
     * @throws HubException CONFIGURATION where there are several, so that a person must say which
     */
    static String only(Opening opening, String name, Shape output) {
        List<String> places = new ArrayList<>();
        collect(output, "", places);
        if (places.size() > 1) {
            throw new HubException(
                    HttpError.DESCRIPTION_WRONG,
                    Map.of(
                            "connector",
                            opening.connector(),
                            "dataset",
                            name,
                            "why",
                            new Text(
                                    "rows phải là một trong: " + String.join(", ", places),
                                    "rows must be one of: " + String.join(", ", places))));
        }
        return places.isEmpty() ? "" : places.get(0);
    }

    /** Every place of an answer where something comes again and again, outside of what does so itself. */
    static List<String> all(Shape output) {
        List<String> places = new ArrayList<>();
        collect(output, "", places);
        return places;
    }

    private static void collect(Shape shape, String place, List<String> places) {
        for (Shape part : shape.parts()) {
            String at = place + "/" + part.step();
            if (part.many()) {
                places.add(at);
            } else {
                collect(part, at, places);
            }
        }
    }

    /**
     * The answer with a list of rows at their place: one row where the whole is a row, and none where the description lets what is
     * around them be left out, as many services do for an empty list.
     */
    static JsonNode standing(JsonNode answer, Shape output, JsonPointer rows) {
        if (rows.matches()) {
            return JsonNodeFactory.instance.arrayNode().add(answer);
        }
        if (!(answer instanceof ObjectNode node)) {
            return answer;
        }
        Shape shape = output;
        ObjectNode at = node;
        for (JsonPointer rest = rows; !rest.matches(); rest = rest.tail()) {
            String step = rest.getMatchingProperty();
            Shape part = shape.part(step).orElse(null);
            if (part == null) {
                return answer;
            }
            JsonNode below = at.get(step);
            if (rest.tail().matches()) {
                boolean single = below != null && !below.isArray() && !below.isNull();
                if (single) {
                    at.set(step, JsonNodeFactory.instance.arrayNode().add(below));
                }
                return answer;
            }
            boolean absent = below == null || below.isNull();
            if (absent && part.required() && !part.nillable()) {
                return answer;
            }
            at = absent ? at.putObject(step) : (ObjectNode) below;
            if (absent) {
                empty(at, rest.tail());
                return answer;
            }
            shape = part;
        }
        return answer;
    }

    private static void empty(ObjectNode node, JsonPointer rows) {
        ObjectNode at = node;
        JsonPointer rest = rows;
        for (; !rest.tail().matches(); rest = rest.tail()) {
            at = at.putObject(rest.getMatchingProperty());
        }
        at.putArray(rest.getMatchingProperty());
    }
}
