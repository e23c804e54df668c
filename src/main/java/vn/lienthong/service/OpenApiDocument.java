package vn.lienthong.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Describes a service as OpenAPI 3.0, which more makers of programs read than later ones: what it asks, answers and refuses. */
final class OpenApiDocument {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final ServiceShape shape;
    private final Locale locale;

    private OpenApiDocument(ServiceShape shape, Locale locale) {
        this.shape = shape;
        this.locale = locale;
    }

    /** @param hub the address of the hub as its reader sees it, without a path */
    static Map<String, Object> of(ServiceShape shape, String hub, Locale locale) {
        return new OpenApiDocument(shape, locale).whole(hub);
    }

    /** A map of names and values in turn, which stay in this order. */
    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private String say(String vi, String en) {
        return new Text(vi, en).in(locale);
    }

    private Map<String, Object> whole(String hub) {
        Map<String, Object> info = map(
                "title",
                shape.title().in(locale),
                "version",
                String.valueOf(shape.id().version()));
        if (shape.contact() != null) {
            info.put("contact", map("name", shape.contact()));
        }
        ServiceShape.Limits limits = shape.limits();
        List<String> said = new ArrayList<>();
        if (limits != null) {
            said.add(say("Số lần gọi tối đa: ", "Most calls: ")
                    + limits.perMinute()
                    + say(" mỗi phút, ", " a minute, ")
                    + limits.perDay()
                    + say(" mỗi ngày.", " a day."));
        }
        if (shape.retirement().announced()) {
            said.add(AgreementNotices.ending(shape.id(), shape.retirement()).in(locale));
        }
        if (!said.isEmpty()) {
            info.put("description", String.join(" ", said));
        }
        Map<String, Object> paths = new LinkedHashMap<>();
        Map<String, Object> ways = map("post", marked(post()));
        if (shape.inAddress()) {
            ways.put("get", marked(get()));
        }
        paths.put(shape.id().address(), ways);
        Map<String, Object> schemas =
                map("Question", question(), "Answer", answer(), "Row", row(), "Problem", problem());
        if (shape.page() > 0) {
            OpenApiList list = new OpenApiList(shape, locale);
            paths.put(
                    shape.id().address() + DataDesk.LISTED,
                    map("get", marked(list.operation(responses(OpenApiList.PAGE)))));
            schemas.put(OpenApiList.PAGE, list.page());
        }
        if (shape.roster() != null) {
            OpenApiRoster roster = new OpenApiRoster(shape, locale);
            roster.paths().forEach((address, operation) -> paths.put(address, map("get", marked(operation))));
            schemas.putAll(roster.schemas());
        }
        return map(
                "openapi",
                "3.0.3",
                "info",
                info,
                "servers",
                List.of(map("url", hub)),
                "security",
                List.of(map("token", List.of())),
                "paths",
                paths,
                "components",
                map("securitySchemes", map("token", token(hub, shape.roster())), "schemas", schemas));
    }

    /** One that is going out of use says so where programs look for it, also before the day it is announced for. */
    private Map<String, Object> marked(Map<String, Object> operation) {
        if (shape.retirement().announced()) {
            operation.put("deprecated", true);
        }
        return operation;
    }

    private static Map<String, Object> token(String hub, @Nullable Roster roster) {
        Map<String, Object> scopes = roster == null ? map() : OpenApiRoster.scopes(roster.entity());
        return map(
                "type",
                "oauth2",
                "flows",
                map("clientCredentials", map("tokenUrl", hub + TokenController.PATH, "scopes", scopes)));
    }

    private Map<String, Object> post() {
        return map(
                "operationId",
                "ask",
                "summary",
                shape.title().in(locale),
                "requestBody",
                map("required", true, "content", content(JSON, "Question")),
                "responses",
                responses("Answer"));
    }

    private Map<String, Object> get() {
        return map(
                "operationId",
                "askInAddress",
                "summary",
                shape.title().in(locale),
                "parameters",
                shape.ask().stream()
                        .map(column ->
                                map("name", column.name(), "in", "query", "required", true, "schema", asked(column)))
                        .toList(),
                "responses",
                responses("Answer"));
    }

    private Map<String, Object> responses(String schema) {
        return map(
                "200", map("description", say("Các dòng tìm thấy", "The rows"), "content", content(JSON, schema)),
                "400", refusal(say("Câu hỏi sai", "Asked otherwise than the service asks")),
                "401", refusal(say("Không có mã truy cập còn hiệu lực", "No token that counts")),
                "404", refusal(say("Không có, hoặc không dành cho bên gọi", "Not there, or not for the caller")),
                "422", refusal(say("Quá nhiều dòng hoặc quá lớn", "Too many rows, or too large")),
                "429", later(say("Gọi nhiều hơn mức cho phép", "More calls than agreed")),
                "503", later(say("Chưa trả lời được lúc này", "No answer now")));
    }

    private static Map<String, Object> refusal(String what) {
        return map("description", what, "content", content(PROBLEM, "Problem"));
    }

    private Map<String, Object> later(String what) {
        Map<String, Object> refusal = refusal(what);
        refusal.put(
                "headers",
                map(
                        "Retry-After",
                        map(
                                "description",
                                say("Gọi lại sau bao nhiêu giây", "After how many seconds to come again"),
                                "schema",
                                map("type", "integer", "minimum", 0))));
        return refusal;
    }

    private static Map<String, Object> content(String type, String schema) {
        return map(type, map("schema", reference(schema)));
    }

    static Map<String, Object> reference(String schema) {
        return map("$ref", "#/components/schemas/" + schema);
    }

    private Map<String, Object> question() {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.ask().forEach(column -> properties.put(column.name(), asked(column)));
        return map(
                "type",
                "object",
                "required",
                shape.ask().stream().map(Column::name).toList(),
                "properties",
                properties,
                "additionalProperties",
                false);
    }

    private static Map<String, Object> answer() {
        return map(
                "type", "object",
                "required", List.of("service", "rows"),
                "properties",
                        map(
                                "service", map("type", "string"),
                                "rows",
                                        map(
                                                "type",
                                                "array",
                                                "minItems",
                                                1,
                                                "maxItems",
                                                ServiceCall.MOST_ROWS,
                                                "items",
                                                reference("Row"))));
    }

    private Map<String, Object> row() {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.answer().forEach(column -> {
            Map<String, Object> schema = type(column.type());
            schema.put("nullable", true);
            properties.put(column.name(), schema);
        });
        return map(
                "type",
                "object",
                "required",
                shape.answer().stream().map(Column::name).toList(),
                "properties",
                properties);
    }

    private Map<String, Object> asked(Column column) {
        Map<String, Object> schema = type(column.type());
        if (column.type() == ValueType.TEXT) {
            schema.put("minLength", 1);
            schema.put("maxLength", Asked.MOST_TEXT);
        }
        schema.put("description", ValueWords.of(column.type()).in(locale));
        return schema;
    }

    private static Map<String, Object> type(ValueType type) {
        return switch (type) {
            case TEXT -> map("type", "string");
            case INTEGER -> map("type", "integer", "format", "int64");
            case DECIMAL -> map("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]+)?$");
            case BOOLEAN -> map("type", "boolean");
            case DATE -> map("type", "string", "format", "date");
            case TIME -> map("type", "string", "pattern", "^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$");
            case TIMESTAMP ->
                map("type", "string", "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$");
            case MOMENT -> map("type", "string", "format", "date-time");
            case BYTES -> map("type", "string", "format", "byte");
        };
    }

    private static Map<String, Object> problem() {
        Map<String, Object> text = map("type", "string");
        return map(
                "type",
                "object",
                "required",
                List.of("type", "title", "status", "code", "detail", "remedy"),
                "properties",
                map(
                        "type", text,
                        "title", text,
                        "status", map("type", "integer"),
                        "code", text,
                        "detail", text,
                        "remedy", text));
    }
}
