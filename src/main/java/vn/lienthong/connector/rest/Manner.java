package vn.lienthong.connector.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.Listing;

/**
 * What goes with every request to a resource, beside what is asked or sent: a gateway tells services apart by it, and an exchange finds
 * who is meant. What a resource says stands before what is said for all of them.
 *
 * @param headers by name
 * @param query parameters of the address, by name
 * @param scope what a token must allow; empty where tokens are fetched without
 */
record Manner(Map<String, String> headers, Map<String, String> query, Optional<String> scope) {
    /**
     * The manner of one resource.
     *
     * @param resource as the settings describe it
     * @param query what its own parameters are in this use of it
     */
    static Manner of(Settings settings, Map<String, ?> resource, Map<String, ?> query) {
        return new Manner(
                both(
                        settings,
                        "headers",
                        Listing.map(resource.get("headers")),
                        new TreeMap<>(String.CASE_INSENSITIVE_ORDER)),
                both(settings, "query", query, new LinkedHashMap<>()),
                resource.get("scope") instanceof String own ? Optional.of(own) : settings.optionalText("scope"));
    }

    private static Map<String, String> both(
            Settings settings, String what, Map<String, ?> own, Map<String, String> both) {
        Listing.map(settings.values().get(what)).forEach((name, value) -> both.put(name, String.valueOf(value)));
        own.forEach((name, value) -> both.put(name, String.valueOf(value)));
        return both;
    }

    /** A path with the parameters behind it. */
    String address(String path) {
        if (query.isEmpty()) {
            return path;
        }
        return path + (path.contains("?") ? "&" : "?") + parameters(query);
    }

    /** Where requests end up, as far as this tells, in whatever order and spelling it is written; empty where it tells nothing. */
    String place() {
        String all = headers.entrySet().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ": " + header.getValue() + "\n")
                .collect(Collectors.joining());
        return all + parameters(new TreeMap<>(query));
    }

    private static String parameters(Map<String, String> query) {
        return query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
