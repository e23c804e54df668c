package vn.lienthong.connector.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.lienthong.kernel.HubException;

/** The element that asks, with values at some of its places. */
final class Request {
    private final String operation;
    private final Shape input;
    private final Map<String, Shape> leaves = new LinkedHashMap<>();

    Request(String operation, Shape input) {
        this.operation = operation;
        this.input = input;
        collect(input, "", true);
    }

    /** Lists in a request hold one of each: what is repeated cannot be told by places. */
    private void collect(Shape shape, String place, boolean required) {
        if (shape.leaf()) {
            leaves.put(place.isEmpty() ? "/" : place, shape.at(required, false));
        }
        for (Shape part : shape.parts()) {
            String step = part.attribute() && shape.leaf() ? place + part.step() : place + "/" + part.step();
            collect(part, step, required && part.required());
        }
    }

    /** All places that take a value, with their shapes; whether a value must be there is told from the outermost element. */
    Map<String, Shape> leaves() {
        return leaves;
    }

    /** A place as people write it, with or without the first stroke. */
    static String place(String written) {
        return written.startsWith("/") ? written : "/" + written;
    }

    /**
     * The element.
     *
     * @param values texts by place
     * @throws HubException CONFIGURATION where one is for no place, or one that must be there is not
     */
    String xml(Map<String, String> values) {
        values.keySet().stream()
                .filter(place -> !leaves.containsKey(place))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new HubException(
                            SoapError.INPUT_UNKNOWN,
                            Map.of(
                                    "operation",
                                    operation,
                                    "input",
                                    unknown,
                                    "known",
                                    String.join(", ", leaves.keySet())));
                });
        List<String> missing = new ArrayList<>();
        leaves.forEach((place, leaf) -> {
            if (leaf.required() && !leaf.nillable() && !values.containsKey(place)) {
                missing.add(place);
            }
        });
        if (!missing.isEmpty()) {
            throw new HubException(
                    SoapError.INPUT_MISSING, Map.of("operation", operation, "missing", String.join(", ", missing)));
        }
        StringBuilder xml = new StringBuilder();
        write(input, "", values, null, xml);
        return xml.toString();
    }

    private static void write(
            Shape shape,
            String place,
            Map<String, String> values,
            @org.jspecify.annotations.Nullable String around,
            StringBuilder xml) {
        Name name = shape.name();
        xml.append('<').append(name.local());
        if (!name.space().equals(around)) {
            xml.append(" xmlns=\"").append(Xml.escaped(name.space())).append('"');
        }
        for (Shape part : shape.parts()) {
            String at = shape.leaf() ? place + part.step() : place + "/" + part.step();
            if (part.attribute() && values.containsKey(at)) {
                xml.append(' ').append(part.name().local()).append("=\"");
                xml.append(Xml.escaped(values.get(at))).append('"');
            }
        }
        String text = values.get(place);
        if (shape.leaf() && text == null) {
            xml.append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>");
            return;
        }
        xml.append('>').append(text == null ? "" : Xml.escaped(text));
        for (Shape part : shape.parts()) {
            String below = place + "/" + part.step();
            if (!part.attribute() && (part.required() || given(below, values))) {
                write(part, below, values, name.space(), xml);
            }
        }
        xml.append("</").append(name.local()).append('>');
    }

    private static boolean given(String place, Map<String, String> values) {
        return values.keySet().stream()
                .anyMatch(one -> one.equals(place) || one.startsWith(place + "/") || one.startsWith(place + "@"));
    }

    /** The places that must have a value, apart from some. */
    List<String> needed(Map<String, String> apartFrom) {
        return leaves.entrySet().stream()
                .filter(leaf -> leaf.getValue().required() && !leaf.getValue().nillable())
                .map(Map.Entry::getKey)
                .filter(place -> !apartFrom.containsKey(place))
                .collect(Collectors.toList());
    }
}
