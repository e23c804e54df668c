package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** An object of known keys, some of them needed; spelled just so. */
final class Keys implements Shape {
    private final Map<String, Shape> needed = new LinkedHashMap<>();
    private final Map<String, Shape> possible = new LinkedHashMap<>();
    private boolean expressive;
    private boolean conditional;

    static Keys none() {
        return new Keys();
    }

    Keys need(String key, Shape shape) {
        needed.put(key, shape);
        return this;
    }

    Keys may(String key, Shape shape) {
        possible.put(key, shape);
        return this;
    }

    /** It holds an expression whose text is filled in. */
    Keys expression() {
        expressive = true;
        return this;
    }

    /** It holds an expression that is true or false. */
    Keys condition() {
        expressive = true;
        conditional = true;
        return this;
    }

    @Override
    public @Nullable JsonNode take(JsonNode node, String at, Lint lint) {
        if (!node.isObject()) {
            lint.problem(at, MadeError.SHAPE, Map.of("key", Shape.key(at), "wanted", wanted()));
            return null;
        }
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> {
            String place = Shape.below(at, entry.getKey());
            Shape shape = needed.getOrDefault(entry.getKey(), possible.get(entry.getKey()));
            if (shape != null) {
                JsonNode one = shape.take(entry.getValue(), place, lint);
                if (one != null) {
                    taken.set(entry.getKey(), one);
                }
            } else if (!(expressive && Expressions.names(entry.getKey()))) {
                unknown(entry.getKey(), place, lint);
            }
        });
        needed.keySet().stream()
                .filter(key -> !node.has(key))
                .forEach(key -> lint.problem(at, MadeError.MISSING, Map.of("key", key, "where", Shape.key(at))));
        if (expressive) {
            JsonNode expression = Expressions.take(node, at, conditional, lint);
            if (expression != null) {
                taken.set("expression", expression);
            }
        }
        return taken;
    }

    private void unknown(String key, String place, Lint lint) {
        MadeError why = Lint.secret(key) ? MadeError.SECRET : MadeError.KEY;
        lint.problem(place, why, Map.of("key", Lint.shortened(key), "value", Lint.shortened(key), "wanted", wanted()));
    }

    private Text wanted() {
        Set<String> keys = new TreeSet<>(needed.keySet());
        keys.addAll(possible.keySet());
        if (expressive) {
            keys.addAll(Allowed.LANGUAGES);
        }
        return Text.same(String.join(", ", keys));
    }
}
