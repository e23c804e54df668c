package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * An object of exactly one key, which says what it is.
 *
 * @param kinds what it may be
 * @param otherwise what is said where it is something else
 */
record One(Map<String, Shape> kinds, MadeError otherwise) implements Shape {
    @Override
    public @Nullable JsonNode take(JsonNode node, String at, Lint lint) {
        if (!node.isObject() || node.size() != 1) {
            node.properties().stream()
                    .filter(entry -> !kinds.containsKey(entry.getKey()))
                    .forEach(entry -> refuse(entry.getKey(), at, lint));
            lint.problem(at, MadeError.SHAPE, Map.of("key", Shape.key(at), "wanted", wanted()));
            return null;
        }
        String key = node.fieldNames().next();
        Shape shape = kinds.get(key);
        if (shape == null) {
            refuse(key, at, lint);
            return null;
        }
        JsonNode taken = shape.take(node.get(key), Shape.below(at, key), lint);
        return taken == null ? null : JsonNodeFactory.instance.objectNode().set(key, taken);
    }

    private void refuse(String key, String at, Lint lint) {
        lint.problem(
                Shape.below(at, key),
                otherwise,
                Map.of("key", Lint.shortened(key), "value", Lint.shortened(key), "wanted", wanted()));
    }

    private Text wanted() {
        return Text.same(String.join(", ", new TreeSet<>(kinds.keySet())));
    }
}
