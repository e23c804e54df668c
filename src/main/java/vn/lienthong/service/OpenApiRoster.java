package vn.lienthong.service;

import static vn.lienthong.service.OpenApiDocument.map;
import static vn.lienthong.service.OpenApiDocument.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;

/** What a description says of a service that gives a roster: where it is asked by OneRoster, and the fields that are there. */
final class OpenApiRoster {
    private static final String ENTITY = "Entity";
    private static final String JSON = "application/json";

    private final ServiceShape shape;
    private final Roster roster;
    private final Locale locale;

    OpenApiRoster(ServiceShape shape, Locale locale) {
        this.shape = shape;
        this.roster = Objects.requireNonNull(shape.roster());
        this.locale = locale;
    }

    private String say(String vi, String en) {
        return new Text(vi, en).in(locale);
    }

    /** What a token may be narrowed to and open an entity still. */
    static Map<String, Object> scopes(RosterEntity entity) {
        Map<String, Object> scopes = new LinkedHashMap<>();
        Arrays.stream(RosterScope.values())
                .filter(scope -> scope.opens(entity))
                .forEach(scope -> scopes.put(scope.uri(), "OneRoster 1.2"));
        return scopes;
    }

    /** The operations by their addresses; none for what stands within others alone. */
    Map<String, Map<String, Object>> paths() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        RosterEntity entity = roster.entity();
        if (entity == RosterEntity.ROLES) {
            return paths;
        }
        String address = RosterAddress.BASE + "/" + entity.collection();
        if (shape.page() > 0) {
            Map<String, Object> all = map("type", "array", "items", reference(ENTITY));
            paths.put(
                    address,
                    operation(
                            "all",
                            List.of(
                                    parameter("limit", map("type", "integer", "minimum", 1, "maximum", shape.page())),
                                    parameter(
                                            "offset",
                                            map("type", "integer", "minimum", 0, "maximum", RosterQuestion.FURTHEST)),
                                    parameter("sort", map("type", "string")),
                                    parameter("orderBy", map("type", "string", "enum", List.of("asc", "desc"))),
                                    parameter("filter", map("type", "string", "example", "status='active'")),
                                    parameter("fields", map("type", "string"))),
                            map("type", "object", "properties", map(entity.collection(), all))));
        }
        Map<String, Object> id =
                map("name", RosterEntity.ID, "in", "path", "required", true, "schema", map("type", "string"));
        paths.put(
                address + "/{" + RosterEntity.ID + "}",
                operation(
                        "one",
                        List.of(id, parameter("fields", map("type", "string"))),
                        map("type", "object", "properties", map(entity.single(), reference(ENTITY)))));
        return paths;
    }

    /** The schemas that the operations name. */
    Map<String, Map<String, Object>> schemas() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> answer = shape.answer().stream().map(Column::name).toList();
        roster.entity().fields().stream()
                .filter(field -> field.kind() != RosterField.Kind.CHOICE)
                .filter(field -> answer.contains(roster.column(field)))
                .forEach(field -> properties.put(field.name(), type(field)));
        if (roster.entity() == RosterEntity.USERS) {
            properties.put("roles", map("type", "array", "items", map("type", "object")));
        }
        Map<String, Object> text = map("type", "string");
        return Map.of(
                ENTITY,
                map("type", "object", "properties", properties),
                "GUIDRef",
                map(
                        "type",
                        "object",
                        "required",
                        List.of("href", RosterEntity.ID, "type"),
                        "properties",
                        map("href", text, RosterEntity.ID, text, "type", text)));
    }

    private static Map<String, Object> type(RosterField field) {
        return switch (field.kind()) {
            case TEXT, CHOICE -> map("type", "string");
            case DATE -> map("type", "string", "format", "date");
            case MOMENT -> map("type", "string", "format", "date-time");
            case FLAG -> map("type", "string", "enum", List.of("true", "false"));
            case WORDS -> map("type", "array", "items", map("type", "string"));
            case REFERENCE -> reference("GUIDRef");
            case REFERENCES -> map("type", "array", "items", reference("GUIDRef"));
        };
    }

    private static Map<String, Object> parameter(String name, Map<String, Object> schema) {
        return map("name", name, "in", "query", "required", false, "schema", schema);
    }

    private Map<String, Object> operation(
            String name, List<Map<String, Object>> parameters, Map<String, Object> answer) {
        return map(
                "operationId",
                name,
                "summary",
                "OneRoster 1.2: " + shape.title().in(locale),
                "parameters",
                parameters,
                "responses",
                map(
                        "200",
                        map("description", roster.entity().collection(), "content", content(answer)),
                        "400",
                        refusal(say("Hỏi không đúng cách", "Asked otherwise than it can be")),
                        "401",
                        refusal(say("Không có mã truy cập còn hiệu lực", "No token that counts")),
                        "403",
                        refusal(say("Mã được xin với phạm vi khác", "The token was asked for with other scopes")),
                        "404",
                        refusal(say("Không có, hoặc không dành cho bên gọi", "Not there, or not for the caller")),
                        "429",
                        refusal(say("Gọi nhiều hơn mức cho phép", "More calls than agreed"))));
    }

    private static Map<String, Object> content(Map<String, Object> schema) {
        return map(JSON, map("schema", schema));
    }

    /** {@code imsx_StatusInfo}. */
    private static Map<String, Object> refusal(String what) {
        return map("description", what, "content", content(map("type", "object")));
    }
}
