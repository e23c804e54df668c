package vn.lienthong.connector.soap;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.connector.http.PlainNames;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * One operation as the settings use it: always named, never guessed.
 *
 * @param listing what of its answers becomes rows; {@code rows} is empty where the whole answer is one row
 * @param asked what the WSDL says of it
 * @param request the element that asks
 * @param fixed inputs that never change, by place
 */
record SoapOperation(Listing listing, Wsdl.Operation asked, Request request, Map<String, String> fixed) {
    /** All that the settings use, in their order, by name. */
    static Map<String, SoapOperation> all(Opening opening, Wsdl.Port port) {
        Map<String, SoapOperation> all = new LinkedHashMap<>();
        Listing.map(opening.settings().values().get("operations"))
                .forEach((name, described) -> all.put(name, of(opening, port, name, Listing.map(described))));
        return all;
    }

    private static SoapOperation of(Opening opening, Wsdl.Port port, String name, Map<String, ?> described) {
        String wanted = Listing.text(described, "operation");
        Wsdl.Operation asked = port.operations().get(wanted);
        if (asked == null) {
            throw new HubException(
                    SoapError.OPERATION_UNKNOWN,
                    Map.of(
                            "connector",
                            opening.connector(),
                            "operation",
                            wanted,
                            "port",
                            port.name(),
                            "known",
                            String.join(", ", port.operations().keySet())));
        }
        Map<String, String> fixed = new LinkedHashMap<>();
        Listing.map(described.get("input"))
                .forEach((place, value) -> fixed.put(Request.place(place), String.valueOf(value)));
        Shape output = asked.output();
        String rows = described.get("rows") instanceof String given ? given : Rows.only(opening, name, output);
        Listing listing = described.containsKey("columns")
                ? Listing.of(opening, name, withRows(described, rows))
                : Listing.of(
                        opening, name, JsonPointer.compile(rows), fields(row(opening, name, output, rows)), described);
        SoapOperation operation =
                new SoapOperation(listing, asked, new Request(wanted, asked.input()), Map.copyOf(fixed));
        operation.checkPlaces(opening);
        return operation;
    }

    private static Map<String, Object> withRows(Map<String, ?> described, String rows) {
        Map<String, Object> all = new LinkedHashMap<>(described);
        all.put("rows", rows);
        return all;
    }

    /** The shape of a row; a place that the WSDL does not know is a mistake now, and not an empty dataset later. */
    private static Shape row(Opening opening, String name, Shape output, String rows) {
        Shape at = output;
        for (String step : rows.isEmpty() ? new String[0] : rows.substring(1).split("/")) {
            Optional<Shape> part = at.part(step);
            if (part.isEmpty() || at.many() && at != output) {
                throw wrong(opening, name, "rows: " + rows);
            }
            at = part.get();
        }
        return at;
    }

    private static List<Listing.Field> fields(Shape row) {
        List<Listing.Field> fields = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        if (row.leaf()) {
            fields.add(Listing.Field.of(column(row.step(), taken), typeOf(row), JsonPointer.empty()));
        }
        collect(row, "", taken, fields);
        return fields;
    }

    private static void collect(Shape shape, String place, Set<String> taken, List<Listing.Field> fields) {
        for (Shape part : shape.parts()) {
            String at = place + "/" + part.step();
            if (part.leaf() && !part.many()) {
                fields.add(Listing.Field.of(column(at, taken), typeOf(part), JsonPointer.compile(at)));
                for (Shape attribute : part.parts()) {
                    String beside = at + attribute.step();
                    fields.add(Listing.Field.of(column(beside, taken), typeOf(attribute), JsonPointer.compile(beside)));
                }
            } else if (part.many() || part.parts().isEmpty()) {
                // a list in a row, or what is open, is one text
                fields.add(Listing.Field.of(column(at, taken), ValueType.TEXT, JsonPointer.compile(at)));
            } else {
                collect(part, at, taken, fields);
            }
        }
    }

    private static ValueType typeOf(Shape leaf) {
        return leaf.type() == null ? ValueType.TEXT : leaf.type();
    }

    private static String column(String place, Set<String> taken) {
        return PlainNames.unique(PlainNames.of(place, "_"), taken, "_");
    }

    /** Inputs, and what paging and since ask with, are places of the request. */
    private void checkPlaces(Opening opening) {
        List<String> places = new ArrayList<>(fixed.keySet());
        places.addAll(byPaging());
        for (String place : places) {
            if (!request.leaves().containsKey(place)) {
                throw new HubException(
                        SoapError.INPUT_UNKNOWN,
                        Map.of(
                                "connector",
                                opening.connector(),
                                "operation",
                                asked.name(),
                                "input",
                                place,
                                "known",
                                String.join(", ", request.leaves().keySet())));
            }
        }
    }

    private List<String> byPaging() {
        List<String> places = new ArrayList<>();
        Optional.ofNullable(listing.paging().parameter()).map(Request::place).ifPresent(places::add);
        Optional.ofNullable(listing.paging().sizeParameter())
                .map(Request::place)
                .ifPresent(places::add);
        Optional.ofNullable(listing.since())
                .map(since -> Request.place(since.parameter()))
                .ifPresent(places::add);
        return places;
    }

    /** What can be asked with in a look-up: the places that nothing else fills, as columns. */
    Map<String, String> inputs() {
        Map<String, String> inputs = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        List<String> filled = byPaging();
        request.leaves().keySet().stream()
                .filter(place -> !fixed.containsKey(place) && !filled.contains(place))
                .forEach(place -> inputs.put(column(place, taken), place));
        return inputs;
    }

    /** As a look-up sees it. */
    Operation operation() {
        List<Column> input = new ArrayList<>();
        List<String> required = new ArrayList<>();
        inputs().forEach((name, place) -> {
            Shape leaf = request.leaves().get(place);
            boolean needed = leaf.required() && !leaf.nillable();
            input.add(new Column(name, typeOf(leaf), !needed, null, null, null, null, DataClass.UNCLASSIFIED));
            if (needed) {
                required.add(name);
            }
        });
        return new Operation(
                listing.name(),
                new Schema(input),
                required,
                new Schema(listing.fields().stream().map(Listing.Field::column).toList()));
    }

    static HubException wrong(Opening opening, String name, String why) {
        return new HubException(
                HttpError.DESCRIPTION_WRONG,
                Map.of("connector", opening.connector(), "dataset", name, "why", Text.same(why)));
    }
}
