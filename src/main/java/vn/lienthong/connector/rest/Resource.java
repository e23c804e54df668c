package vn.lienthong.connector.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/**
 * One kind of thing that an API lists, as the settings describe it.
 *
 * @param listing what of its answers becomes rows
 * @param path where it is asked for, after the connector's own path
 * @param reading what goes with every request that asks
 * @param writing what goes with every request that brings a row, or looks for one
 * @param ask how it is asked about single rows
 * @param write how rows are written; null where the partner takes none
 */
record Resource(
        Listing listing,
        String path,
        Manner reading,
        Manner writing,
        Ask ask,
        @Nullable WriteWay write) {
    /**
     * How a resource is asked about single rows.
     *
     * @param parameters the parameters that take a row's values; empty where it cannot be asked so
     * @param notFoundIsNone whether the status 404 says that there is no such row
     */
    record Ask(List<String> parameters, boolean notFoundIsNone) {
        private static Ask of(Map<String, ?> described) {
            List<String> parameters = described.get("parameters") instanceof List<?> names
                    ? names.stream().map(String::valueOf).toList()
                    : List.of();
            return new Ask(parameters, described.get("no_row") instanceof Number status && status.intValue() == 404);
        }
    }

    /** All that the settings describe, in their order, by name. */
    static Map<String, Resource> all(Opening opening) {
        Map<String, Resource> all = new LinkedHashMap<>();
        Listing.map(opening.settings().values().get("resources"))
                .forEach((name, described) -> all.put(name, of(opening, name, Listing.map(described))));
        return all;
    }

    private static Resource of(Opening opening, String name, Map<String, ?> described) {
        Map<String, ?> write = Listing.map(described.get("write"));
        return new Resource(
                Listing.of(opening, name, described),
                Listing.text(described, "path"),
                Manner.of(opening.settings(), described, Listing.map(described.get("query"))),
                Manner.of(opening.settings(), described, Listing.map(write.get("query"))),
                Ask.of(Listing.map(described.get("ask"))),
                WriteWay.of(write));
    }

    /** As a look-up sees it: texts go in, all of them needed. */
    Operation operation() {
        return new Operation(
                name(),
                new Schema(ask.parameters().stream()
                        .map(name -> Column.of(name, ValueType.TEXT))
                        .toList()),
                ask.parameters(),
                new Schema(listing.fields().stream().map(Listing.Field::column).toList()));
    }

    String name() {
        return listing.name();
    }
}
