package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.lienthong.connector.http.PlainNames;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * Drafts the {@code resources} of a connector from an OpenAPI description. How parts of a list follow each other no description says in a
 * way that a program could rely on, and a list that is taken for whole after its first part loses rows without a word: each resource
 * therefore names the parameters and leaves {@code paging} to a person.
 */
final class OpenApiDraft {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_/.~-]*");

    private final OpenApi api;
    private final Set<String> names = new HashSet<>();
    private final StringBuilder yaml = new StringBuilder();

    private OpenApiDraft(OpenApi api) {
        this.api = api;
    }

    /** As {@link vn.lienthong.connector.Drafts#draft} says. */
    static String of(String file, String text, Locale language) {
        OpenApi api = new OpenApi(Document.parse(file, text).root());
        if (!api.isOne()) {
            throw new HubException(RestError.NO_OPENAPI, Map.of("file", file));
        }
        OpenApiDraft draft = new OpenApiDraft(api);
        draft.write(language);
        if (draft.names.isEmpty()) {
            throw new HubException(RestError.LISTS_NOTHING, Map.of("file", file));
        }
        return draft.yaml.toString();
    }

    private void write(Locale language) {
        String server = api.server();
        if (server != null) {
            line("# " + new Text("máy chủ theo mô tả: ", "server, as described: ").in(language) + oneLine(server));
        }
        line("resources:");
        api.paths().properties().forEach(path -> {
            JsonNode operation = path.getValue().path("get");
            boolean whole = !path.getKey().contains("{") && path.getKey().startsWith("/");
            if (whole && !operation.isMissingNode()) {
                api.listing(operation)
                        .ifPresent(listing -> resource(path.getKey(), path.getValue(), operation, listing, language));
            }
        });
    }

    private void resource(
            String path, JsonNode described, JsonNode operation, OpenApi.Listing listing, Locale language) {
        String about = oneLine(operation.path("summary").asText());
        line("  " + name(path) + ":" + (about.isEmpty() ? "" : "  # " + about));
        line("    path: " + quoted(path));
        if (!listing.rows().isEmpty()) {
            line("    rows: " + quoted(listing.rows()));
        }
        Map<String, Boolean> parameters = api.parameters(described, operation);
        String needed = parameters.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> quoted(entry.getKey()) + ": …")
                .collect(Collectors.joining(", "));
        if (!needed.isEmpty()) {
            line("    # query: { " + needed + " }");
        }
        if (!parameters.isEmpty()) {
            line("    # "
                    + new Text(
                                    "paging và since: hỏi tài liệu; tham số: ",
                                    "paging and since: see the documentation; parameters: ")
                            .in(language)
                    + oneLine(String.join(", ", parameters.keySet())));
        }
        line("    columns:");
        Set<String> columns = new HashSet<>();
        listing.fields().forEach((at, type) -> line("      " + column(at, columns) + ": " + place(at, type)));
    }

    private static String place(String at, ValueType type) {
        return type == ValueType.TEXT
                ? quoted(at)
                : "{ at: " + quoted(at) + ", type: " + type.name().toLowerCase(Locale.ROOT) + " }";
    }

    private String name(String path) {
        return PlainNames.unique(PlainNames.of(path, "-"), names, "-");
    }

    private static String column(String at, Set<String> taken) {
        return PlainNames.unique(PlainNames.of(at.replaceAll("~[01]", " "), "_"), taken, "_");
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + oneLine(text).replace("'", "''") + "'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
