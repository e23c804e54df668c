package vn.lienthong.connector.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;

/**
 * Answers as trees of names, lists and texts, by what the WSDL says of them: then their places are told as those of other partners'
 * answers are. An attribute of an element with elements stands in it as {@code @name}, one of an element with text beside it as
 * {@code element@name}.
 */
final class AnswerJson {
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerJson() {}

    /** An answer that is none of what the WSDL says; where in it, in words without any value. */
    static final class Unlike extends Exception {
        private static final long serialVersionUID = 1L;

        Unlike(String where) {
            super(where, null, false, false);
        }
    }

    /** @throws Unlike where an element is another or of another namespace than described, or comes more often */
    static JsonNode of(Element answer, Shape shape) throws Unlike {
        if (!answer.name().equals(shape.name())) {
            throw new Unlike(shape.name().local());
        }
        return value(answer, shape, shape.name().local());
    }

    private static JsonNode value(Element element, Shape shape, String where) throws Unlike {
        if (nil(element)) {
            return JSON.nullNode();
        }
        ValueType type = shape.type();
        if (type != null) {
            return JSON.textNode(text(element.text(), type));
        }
        ObjectNode node = JSON.objectNode();
        for (Shape part : shape.parts()) {
            if (part.attribute()) {
                put(node, part.step(), element.attribute(part.name().local()), part.type());
            } else {
                part(node, element, part, where);
            }
        }
        if (shape.open()) {
            others(node, element, shape);
        }
        return node;
    }

    private static void part(ObjectNode node, Element element, Shape part, String where) throws Unlike {
        String below = where + "/" + part.step();
        ArrayNode all = JSON.arrayNode();
        for (Element child : element.children()) {
            if (child.name().equals(part.name())) {
                all.add(value(child, part, below));
                if (part.leaf()) {
                    attributes(node, child, part);
                }
            } else if (child.name().local().equals(part.name().local())) {
                throw new Unlike(below);
            }
        }
        if (part.many()) {
            node.set(part.step(), all);
        } else if (all.size() > 1) {
            throw new Unlike(below);
        } else if (!all.isEmpty()) {
            node.set(part.step(), all.get(0));
        }
    }

    private static void attributes(ObjectNode node, Element child, Shape part) {
        for (Shape attribute : part.parts()) {
            put(
                    node,
                    part.step() + attribute.step(),
                    child.attribute(attribute.name().local()),
                    attribute.type());
        }
    }

    private static void put(ObjectNode node, String step, @Nullable String value, @Nullable ValueType type) {
        if (value != null) {
            node.put(step, text(value, type == null ? ValueType.TEXT : type));
        }
    }

    /** What the description does not name, where it says that there may be such. */
    private static void others(ObjectNode node, Element element, Shape shape) {
        for (Map.Entry<Name, String> attribute : element.attributes().entrySet()) {
            node.put("@" + attribute.getKey().local(), attribute.getValue());
        }
        List<String> known = shape.parts().stream().map(Shape::step).toList();
        for (Element child : element.children()) {
            String step = child.name().local();
            if (known.contains(step)) {
                continue;
            }
            JsonNode before = node.get(step);
            JsonNode now = undescribed(child);
            if (before == null) {
                node.set(step, now);
            } else if (before instanceof ArrayNode list) {
                list.add(now);
            } else {
                node.set(step, JSON.arrayNode().add(before).add(now));
            }
        }
    }

    private static JsonNode undescribed(Element element) {
        if (nil(element)) {
            return JSON.nullNode();
        }
        if (element.children().isEmpty()) {
            return JSON.textNode(element.text());
        }
        ObjectNode node = JSON.objectNode();
        others(node, element, new Shape(element.name(), false, false, false, false, null, true, List.of()));
        return node;
    }

    private static boolean nil(Element element) {
        String nil = element.attributes().get(new Name(INSTANCE, "nil"));
        return "true".equals(nil) || "1".equals(nil);
    }

    /** XML Schema lets some values be written in several ways; this is the one that the hub reads. */
    private static String text(String written, ValueType type) {
        return switch (type) {
            case TEXT -> written;
            case BYTES -> written.replaceAll("\\s", "");
            case BOOLEAN -> {
                String truth = written.strip();
                yield truth.equals("1") ? "true" : truth.equals("0") ? "false" : truth;
            }
            // a day is the same day in each zone that it is written for
            case DATE -> written.strip().replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "");
            case INTEGER, DECIMAL -> written.strip().replaceFirst("^\\+", "");
            case TIME, TIMESTAMP, MOMENT -> written.strip();
        };
    }
}
