package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * What may stand at a place of a file. Whatever it does not name is refused. What it takes it writes anew, so that Camel is given
 * nothing that was not looked at.
 */
@FunctionalInterface
interface Shape {
    /** What Camel is to be given for it; null where it was refused, with the problem at its line. */
    @Nullable
    JsonNode take(JsonNode node, String at, Lint lint);

    /** A text of these letters. */
    static Shape text(Pattern letters, Text wanted) {
        return (node, at, lint) -> {
            if (node.isTextual() && letters.matcher(node.asText()).matches()) {
                return lint.harmless(node.asText(), at, key(at), wanted) ? node : null;
            }
            lint.unfit(node.isContainerNode() ? "…" : node.asText(), at, key(at), wanted);
            return null;
        };
    }

    /** One of these words. */
    static Shape word(String... words) {
        List<String> known = List.of(words);
        return (node, at, lint) -> {
            if (node.isTextual() && known.contains(node.asText())) {
                return node;
            }
            lint.unfit(node.isContainerNode() ? "…" : node.asText(), at, key(at), Text.same(String.join(", ", known)));
            return null;
        };
    }

    /** A whole number, written as one or as its digits. */
    static Shape whole(long least, long most) {
        Text wanted = new Text(
                "số nguyên từ %d đến %d".formatted(least, most), "a whole number, %d to %d".formatted(least, most));
        return (node, at, lint) -> {
            String digits = node.isIntegralNumber() || node.isTextual() ? node.asText() : "";
            if (digits.matches("\\d{1,9}") && Long.parseLong(digits) >= least && Long.parseLong(digits) <= most) {
                return JsonNodeFactory.instance.textNode(digits);
            }
            lint.unfit(node.isContainerNode() ? "…" : node.asText(), at, key(at), wanted);
            return null;
        };
    }

    /** Yes or no. */
    static Shape yes() {
        return (node, at, lint) -> {
            if (node.isBoolean() || (node.isTextual() && node.asText().matches("true|false"))) {
                return JsonNodeFactory.instance.booleanNode(node.asText().equals("true"));
            }
            lint.unfit(node.isContainerNode() ? "…" : node.asText(), at, key(at), Text.same("true, false"));
            return null;
        };
    }

    /** A list of so many of one kind. */
    static Shape list(Shape item, int least, int most) {
        return (node, at, lint) -> {
            if (!node.isArray()) {
                lint.problem(
                        at, MadeError.SHAPE, Map.of("key", key(at), "wanted", new Text("một danh sách", "a list")));
                return null;
            }
            if (node.size() < least || node.size() > most) {
                lint.problem(at, MadeError.MANY, Map.of("key", key(at), "least", least, "most", most));
                return null;
            }
            ArrayNode taken = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                JsonNode one = item.take(node.get(i), at + "/" + i, lint);
                if (one != null) {
                    taken.add(one);
                }
            }
            return taken;
        };
    }

    /** One that is known only later: steps hold steps. */
    static Shape later(Supplier<Shape> shape) {
        return (node, at, lint) -> shape.get().take(node, at, lint);
    }

    /** The name that a place is known by. */
    static String key(String at) {
        String last = at.substring(at.lastIndexOf('/') + 1);
        boolean number = last.matches("\\d+");
        String before = number ? at.substring(0, Math.max(0, at.lastIndexOf('/'))) : at;
        String name = before.substring(before.lastIndexOf('/') + 1);
        return name.isEmpty() ? "–" : Lint.shortened(name.replace("~1", "/").replace("~0", "~"));
    }

    /** The place of a key within another place. */
    static String below(String at, String key) {
        return at + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
