package vn.lienthong.connector.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.Listing;

/**
 * One kind of thing that an API lists, as the settings describe it.
 *
 * @param listing what of its answers becomes rows
 * @param path where it is asked for, after the connector's own path
 * @param query parameters that never change, by name
 */
record Resource(Listing listing, String path, Map<String, String> query) {
    /** All that the settings describe, in their order, by name. */
    static Map<String, Resource> all(Opening opening) {
        Map<String, Resource> all = new LinkedHashMap<>();
        Listing.map(opening.settings().values().get("resources"))
                .forEach((name, described) -> all.put(name, of(opening, name, Listing.map(described))));
        return all;
    }

    private static Resource of(Opening opening, String name, Map<String, ?> described) {
        Map<String, String> query = new LinkedHashMap<>();
        Listing.map(described.get("query")).forEach((key, value) -> query.put(key, String.valueOf(value)));
        return new Resource(Listing.of(opening, name, described), Listing.text(described, "path"), query);
    }

    String name() {
        return listing.name();
    }
}
