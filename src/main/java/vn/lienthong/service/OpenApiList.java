package vn.lienthong.service;

import static vn.lienthong.service.OpenApiDocument.map;
import static vn.lienthong.service.OpenApiDocument.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.lienthong.kernel.Text;

/** What a description says of the list of a service. */
final class OpenApiList {
    /** How the schema of a page is called. */
    static final String PAGE = "Page";

    private final ServiceShape shape;
    private final Locale locale;

    OpenApiList(ServiceShape shape, Locale locale) {
        this.shape = shape;
        this.locale = locale;
    }

    private String say(String vi, String en) {
        return new Text(vi, en).in(locale);
    }

    /** How one page is asked for. */
    Map<String, Object> operation(Map<String, Object> responses) {
        return map(
                "operationId",
                "list",
                "summary",
                say("Danh sách, từng trang: ", "The list, page by page: ")
                        + shape.title().in(locale),
                "parameters",
                List.of(
                        parameter(
                                "limit",
                                say("Số dòng nhiều nhất của trang", "Most rows of the page"),
                                map("type", "integer", "minimum", 1, "maximum", shape.page(), "default", shape.page())),
                        parameter(
                                "cursor",
                                say("next của trang trước", "What the page before said as next"),
                                map("type", "string"))),
                "responses",
                responses);
    }

    private static Map<String, Object> parameter(String name, String what, Map<String, Object> schema) {
        return map("name", name, "in", "query", "description", what, "required", false, "schema", schema);
    }

    /** The schema of a page. */
    Map<String, Object> page() {
        Map<String, Object> next =
                map("type", "string", "description", say("Không có ở trang cuối", "Not there on the last page"));
        return map(
                "type", "object",
                "required", List.of("service", "rows"),
                "properties",
                        map(
                                "service", map("type", "string"),
                                "rows", map("type", "array", "maxItems", shape.page(), "items", reference("Row")),
                                "next", next));
    }
}
