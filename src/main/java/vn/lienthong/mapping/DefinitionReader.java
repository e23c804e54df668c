package vn.lienthong.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.mapping.FieldRule.Constant;
import vn.lienthong.mapping.FieldRule.Expression;
import vn.lienthong.mapping.FieldRule.FromColumn;
import vn.lienthong.mapping.FieldRule.Origin;
import vn.lienthong.mapping.FieldRule.Otherwise;
import vn.lienthong.mapping.FieldRule.Translation;

/** Reads {@code map}, {@code check}, {@code look_up} and {@code skip_when} of one document and collects what is wrong in them. */
final class DefinitionReader {
    private static final Set<String> RULE_KEYS =
            Set.of("from", "value", "cel", "apply", "translate", "at", "otherwise", "when", "because");

    private static final String LOOK_UP = Expressions.LOOK_UP;

    private final Document document;
    private final String pointer;
    private final JsonNode node;
    private final List<Problem> problems = new ArrayList<>();

    DefinitionReader(Document document, String pointer) {
        this.document = document;
        this.pointer = pointer;
        this.node = document.root().at(pointer);
    }

    MappingDefinition read() {
        List<FieldRule> fields = new ArrayList<>();
        List<CheckRule> checks = new ArrayList<>();
        if (!node.path("map").isObject() || node.get("map").isEmpty()) {
            problem("", Refused.because(MappingError.MAP_MISSING));
        }
        names(node.path("map"))
                .forEachRemaining(field -> guarded("/map/" + escaped(field), at -> fields.add(field(field, at))));
        names(node.path("check"))
                .forEachRemaining(field -> guarded("/check/" + escaped(field), at -> check(field, at, checks)));
        List<LookUpRule> lookUps = new ArrayList<>();
        names(node.path(LOOK_UP))
                .forEachRemaining(
                        name -> guarded("/" + LOOK_UP + "/" + escaped(name), at -> lookUps.add(lookUp(name, at))));
        String skip = node.hasNonNull("skip_when") ? node.get("skip_when").asText() : null;
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new MappingDefinition(
                document.fileName(), fields, checks, lookUps, skip, document.line(pointer + "/skip_when"));
    }

    private LookUpRule lookUp(String name, String at) {
        JsonNode rule = document.root().at(pointer + at);
        List<FieldRule> with = new ArrayList<>();
        names(rule.path("with"))
                .forEachRemaining(
                        input -> guarded(at + "/with/" + escaped(input), place -> with.add(field(input, place))));
        return new LookUpRule(
                name,
                document.line(pointer + at),
                DatasetName.parse(rule.path("ask").asText()),
                with,
                rule.hasNonNull("cache") ? rule.get("cache").asText() : null,
                rule.path("at_once").asInt(0));
    }

    private static Iterator<String> names(JsonNode object) {
        return object.fieldNames();
    }

    private void guarded(String at, Consumer<String> part) {
        try {
            part.accept(at);
        } catch (HubException refused) {
            problem(at, refused);
        }
    }

    private void problem(String at, HubException refused) {
        problems.add(Problem.of(document.fileName(), document.line(pointer + at), refused));
    }

    private FieldRule field(String field, String at) {
        JsonNode rule = document.root().at(pointer + at);
        int line = document.line(pointer + at);
        if (rule.isTextual() && node.has(LOOK_UP) && rule.asText().startsWith(LOOK_UP + ".")) {
            return new FieldRule(field, line, new Expression(rule.asText()), List.of(), null, null, null);
        }
        if (rule.isTextual()) {
            return new FieldRule(field, line, new FromColumn(rule.asText()), List.of(), null, null, null);
        }
        if (!rule.isObject()) {
            throw Refused.because(MappingError.RULE_WRONG, "field", field);
        }
        for (Iterator<String> keys = rule.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!RULE_KEYS.contains(key)) {
                throw Refused.because(
                        MappingError.RULE_KEY_UNKNOWN,
                        "field",
                        field,
                        "key",
                        key,
                        "nearest",
                        Nearest.closest(key, RULE_KEYS));
            }
        }
        return new FieldRule(
                field,
                line,
                origin(field, rule),
                rule.has("apply") ? CallReader.read(rule.get("apply")) : List.of(),
                translation(field, rule),
                rule.hasNonNull("when") ? rule.get("when").asText() : null,
                rule.hasNonNull("because") ? rule.get("because").asText() : null);
    }

    private static Origin origin(String field, JsonNode rule) {
        int given = (rule.has("from") ? 1 : 0) + (rule.has("value") ? 1 : 0) + (rule.has("cel") ? 1 : 0);
        if (given != 1) {
            throw Refused.because(MappingError.RULE_WRONG, "field", field);
        }
        if (rule.has("from")) {
            return new FromColumn(rule.get("from").asText());
        }
        return rule.has("cel") ? new Expression(rule.get("cel").asText()) : new Constant(constant(rule.get("value")));
    }

    private static @Nullable Object constant(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : Composed.nfc(value.asText());
    }

    private static @Nullable Translation translation(String field, JsonNode rule) {
        if (!rule.has("translate")) {
            if (rule.has("at") || rule.has("otherwise")) {
                throw Refused.because(MappingError.RULE_WRONG, "field", field);
            }
            return null;
        }
        String at = rule.hasNonNull("at") ? rule.get("at").asText() : null;
        JsonNode otherwise = rule.path("otherwise");
        if (otherwise.isObject()
                && otherwise.size() == 1
                && otherwise.path("value").isValueNode()) {
            return new Translation(
                    rule.get("translate").asText(),
                    at,
                    Otherwise.VALUE,
                    Composed.nfc(otherwise.get("value").asText()));
        }
        return new Translation(rule.get("translate").asText(), at, otherwise(field, otherwise), null);
    }

    private static Otherwise otherwise(String field, JsonNode otherwise) {
        if (otherwise.isMissingNode()) {
            return Otherwise.REJECT;
        }
        // a bare "null" is YAML for nothing, and it means just that
        if (otherwise.isNull()) {
            return Otherwise.NULL;
        }
        String word = otherwise.asText().toUpperCase(Locale.ROOT);
        if (!Set.of("REJECT", "NULL", "KEEP").contains(word)) {
            throw Refused.because(MappingError.OTHERWISE_WRONG, "field", field, "otherwise", otherwise.asText());
        }
        return Otherwise.valueOf(word);
    }

    private void check(String field, String at, List<CheckRule> checks) {
        int line = document.line(pointer + at);
        for (Call call : CallReader.read(document.root().at(pointer + at))) {
            checks.add(new CheckRule(field, line, call));
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
