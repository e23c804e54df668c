package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * Expressions: {@code constant} and a small part of {@code simple}. A function names a header, a property or the route; none calls a
 * method, reads the body, or knows this machine.
 */
final class Expressions {
    /** Every language that Camel's DSL knows, so that one that is not allowed is called by its name. */
    private static final Set<String> CAMELS = Set.of(
            "constant",
            "csimple",
            "datasonnet",
            "exchangeProperty",
            "groovy",
            "header",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "simple",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize",
            "bean",
            "file",
            "expression",
            "jsonata",
            "jslt",
            "sql");

    private static final String FUNCTION =
            "\\$\\{(?:header\\.%1$s|exchangeProperty\\.%1$s|routeId|exchangeId)}".formatted(Allowed.WORD);
    private static final String LETTERS = "[\\p{L}\\p{M}\\p{N} .,;:!()/_-]";
    private static final Pattern FILLED = Pattern.compile("(?:%s|%s){1,500}".formatted(FUNCTION, LETTERS));
    private static final String TERM = "(?:%s|'%s{0,100}'|-?\\d{1,15}|true|false|null)".formatted(FUNCTION, LETTERS);
    private static final String COMPARISON =
            "%1$s (?:==|!=|>=|<=|>|<|contains|startsWith|endsWith) %1$s".formatted(TERM);
    private static final Pattern CONDITION = Pattern.compile("%1$s(?: (?:&&|\\|\\|) %1$s){0,9}".formatted(COMPARISON));
    private static final Pattern ONLY_FUNCTION = Pattern.compile(FUNCTION);
    private static final Pattern CONSTANT = Pattern.compile(LETTERS + "{0,200}");

    private Expressions() {}

    /** Whether a key is that of an expression, allowed or not. */
    static boolean names(String key) {
        return CAMELS.contains(key);
    }

    /** Whether a text of {@code simple} may stand; as a condition, or to be filled in. */
    static boolean simple(String text, boolean condition) {
        boolean known = condition
                ? CONDITION.matcher(text).matches()
                : FILLED.matcher(text).matches();
        return known && !text.toLowerCase(Locale.ROOT).contains("resource:");
    }

    /** Whether a constant may stand. */
    static boolean constant(String text) {
        return CONSTANT.matcher(text).matches()
                && !text.toLowerCase(Locale.ROOT).contains("resource:");
    }

    /** A text of {@code simple} that stands by itself, to be filled in. */
    static Shape filled() {
        return (node, at, lint) -> {
            JsonNode taken = written("simple", node, at, false, lint);
            return taken == null ? null : taken.get("simple").get("expression");
        };
    }

    /** So many milliseconds, as a constant. */
    static Shape pause(long most) {
        Shape bounded = Shape.whole(1, most);
        return (node, at, lint) -> {
            JsonNode taken = Keys.none().expression().take(node, at, lint);
            JsonNode constant = taken == null
                    ? null
                    : taken.path("expression").path("constant").get("expression");
            if (constant == null) {
                if (lint.clean()) {
                    lint.problem(at, MadeError.LANGUAGE, Map.of("language", "simple", "known", "constant"));
                }
                return null;
            }
            return bounded.take(constant, at, lint) == null ? null : taken;
        };
    }

    /** The one expression among an object's keys. */
    static @Nullable JsonNode take(JsonNode node, String at, boolean condition, Lint lint) {
        List<String> named = node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(Expressions::names)
                .toList();
        if (named.size() != 1) {
            lint.problem(
                    at,
                    named.isEmpty() ? MadeError.MISSING : MadeError.TWICE,
                    Map.of("key", String.join(", ", Allowed.LANGUAGES), "where", Shape.key(at), "name", "expression"));
            return null;
        }
        String key = named.get(0);
        String place = Shape.below(at, key);
        JsonNode value = node.get(key);
        if (key.equals("expression")) {
            if (!value.isObject() || value.has("expression")) {
                lint.problem(
                        place,
                        MadeError.SHAPE,
                        Map.of("key", key, "wanted", Text.same(String.join(", ", Allowed.LANGUAGES))));
                return null;
            }
            value.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(one -> !names(one))
                    .forEach(one -> lint.problem(
                            Shape.below(place, one),
                            MadeError.LANGUAGE,
                            Map.of("language", Lint.shortened(one), "known", String.join(", ", Allowed.LANGUAGES))));
            return take(value, place, condition, lint);
        }
        if (!Allowed.LANGUAGES.contains(key) || (condition && key.equals("constant"))) {
            lint.problem(
                    place,
                    MadeError.LANGUAGE,
                    Map.of("language", key, "known", condition ? "simple" : String.join(", ", Allowed.LANGUAGES)));
            return null;
        }
        return written(key, value, place, condition, lint);
    }

    private static @Nullable JsonNode written(
            String language, JsonNode value, String at, boolean condition, Lint lint) {
        if (value.isObject()) {
            if (value.size() != 1 || !value.has("expression")) {
                lint.problem(at, MadeError.SHAPE, Map.of("key", language, "wanted", Text.same("expression")));
                return null;
            }
            return written(language, value.get("expression"), Shape.below(at, "expression"), condition, lint);
        }
        String text = value.isTextual() || value.isNumber() || value.isBoolean() ? value.asText() : "\n";
        boolean fits = language.equals("simple") ? simple(text, condition) : constant(text);
        if (!fits) {
            lint.problem(at, MadeError.EXPRESSION, Map.of("language", language, "value", Lint.shortened(text)));
            return null;
        }
        String plain = ONLY_FUNCTION.matcher(text).replaceAll("");
        if (!lint.harmless(plain, at, language, new Text("chữ và số", "words and numbers"))) {
            return null;
        }
        ObjectNode inner = JsonNodeFactory.instance.objectNode().put("expression", text);
        return JsonNodeFactory.instance.objectNode().set(language, inner);
    }
}
