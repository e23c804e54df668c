package vn.lienthong.connector.soap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Schemas.Definition;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * Makes shapes of the definitions of XML schemas. What is part of itself, as a unit of units, is open where it comes again: a shape is
 * finite.
 */
final class Shaping {
    private static final String SPACE = Schemas.SPACE;
    private static final int MOST_PARTS = 5_000;
    private static final int MOST_DEPTH = 30;
    private static final int MOST_STEPS = 100_000;

    private final Schemas schemas;
    private final Deque<Element> around = new ArrayDeque<>();
    private int parts;
    private int steps;

    Shaping(Schemas schemas) {
        this.schemas = schemas;
    }

    /** What a type holds so far, while it is gathered. */
    private static final class Content {
        private final List<Shape> parts = new ArrayList<>();
        private @Nullable ValueType text;
        private boolean open;
    }

    /** The shape of an element that a schema declares by this name. */
    Shape element(String file, Name name) {
        parts = 0;
        Definition found = schemas.find("element", name)
                .orElseThrow(() -> Documents.wrong(
                        file,
                        new Text(
                                "không schema nào có phần tử " + name.local(),
                                "no schema declares the element " + name.local())));
        return declared(found, name, true, false);
    }

    /** The shape of an element of a type, as messages of the style {@code rpc} have it. */
    Shape typed(String file, Name name, Name type) {
        parts = 0;
        Content content = new Content();
        named(type, file, content);
        return shape(name, content, true, false, false);
    }

    private Shape declared(Definition definition, Name name, boolean required, boolean many) {
        Element element = definition.element();
        boolean nillable = "true".equals(element.attribute("nillable"));
        Content content = new Content();
        boolean itself = around.contains(element);
        if (itself || around.size() >= MOST_DEPTH || ++parts > MOST_PARTS) {
            content.open = true;
            return shape(name, content, required, many, nillable);
        }
        around.push(element);
        String type = element.attribute("type");
        if (type != null) {
            named(element.named(type), definition.file(), content);
        } else {
            inline(definition, content);
        }
        around.pop();
        return shape(name, content, required, many, nillable);
    }

    private static Shape shape(Name name, Content content, boolean required, boolean many, boolean nillable) {
        return new Shape(name, false, required, many, nillable, content.text, content.open, List.copyOf(content.parts));
    }

    private void inline(Definition definition, Content content) {
        Element element = definition.element();
        Optional<Element> complex = element.child(SPACE, "complexType");
        Optional<Element> simple = element.child(SPACE, "simpleType");
        if (complex.isPresent()) {
            complex(definition.of(complex.get()), content);
        } else if (simple.isPresent()) {
            simple(definition.of(simple.get()), content);
        } else {
            content.open = true;
        }
    }

    private void named(Name type, String file, Content content) {
        if (type.space().equals(SPACE)) {
            if (type.local().equals("anyType")) {
                content.open = true;
            } else {
                content.text = builtIn(type.local());
            }
            return;
        }
        Optional<Definition> complex = schemas.find("complexType", type);
        if (complex.isPresent()) {
            Element element = complex.get().element();
            if (around.contains(element) || around.size() >= MOST_DEPTH) {
                content.open = true;
                return;
            }
            around.push(element);
            complex(complex.get(), content);
            around.pop();
            return;
        }
        Definition simple = schemas.find("simpleType", type)
                .orElseThrow(() -> Documents.wrong(
                        file,
                        new Text(
                                "không schema nào có kiểu " + type.local(), "no schema has the type " + type.local())));
        simple(simple, content);
    }

    private void simple(Definition type, Content content) {
        Optional<Element> restriction = type.element().child(SPACE, "restriction");
        String base = restriction.map(one -> one.attribute("base")).orElse(null);
        if (base != null && around.size() < MOST_DEPTH) {
            around.push(type.element());
            named(restriction.get().named(base), type.file(), content);
            around.pop();
        } else if (restriction.isPresent()
                && restriction.get().child(SPACE, "simpleType").isPresent()) {
            simple(type.of(restriction.get().child(SPACE, "simpleType").orElseThrow()), content);
        } else {
            content.text = ValueType.TEXT; // lists and unions
        }
    }

    private void complex(Definition type, Content content) {
        Element element = type.element();
        for (Element child : element.children()) {
            if (child.is(SPACE, "complexContent") || child.is(SPACE, "simpleContent")) {
                derived(type, child, content);
            }
        }
        particles(type, element, true, false, content);
        content.open |= "true".equals(element.attribute("mixed"));
    }

    private void derived(Definition type, Element how, Content content) {
        for (Element way : how.children()) {
            boolean extends_ = way.is(SPACE, "extension");
            if (!extends_ && !way.is(SPACE, "restriction")) {
                continue;
            }
            String base = way.attribute("base");
            // what a complex type is restricted to is told whole
            if (base != null && (extends_ || how.is(SPACE, "simpleContent"))) {
                named(way.named(base), type.file(), content);
            }
            particles(type, way, true, false, content);
        }
    }

    private void particles(Definition type, Element of, boolean required, boolean many, Content content) {
        for (Element child : of.children()) {
            if (++steps > MOST_STEPS) {
                throw Documents.wrong(
                        type.file(), new Text("kiểu dữ liệu quá rối", "its types are more entangled than can be read"));
            }
            if (!child.name().space().equals(SPACE)) {
                continue;
            }
            boolean needed = required && !"0".equals(child.attribute("minOccurs"));
            boolean again = many || repeats(child);
            switch (child.name().local()) {
                case "sequence", "all" -> particles(type, child, needed, again, content);
                case "choice" -> particles(type, child, false, again, content);
                case "element" -> content.parts.add(inner(type.of(child), needed, again));
                case "any" -> content.open = true;
                case "group" -> group("group", type.of(child), needed, again, content);
                case "attributeGroup" -> group("attributeGroup", type.of(child), needed, again, content);
                case "attribute" -> attribute(type.of(child)).ifPresent(content.parts::add);
                default -> {}
            }
        }
    }

    private static boolean repeats(Element particle) {
        String most = particle.attribute("maxOccurs");
        return most != null && !most.equals("1") && !most.equals("0");
    }

    private void group(String kind, Definition reference, boolean required, boolean many, Content content) {
        String name = reference.element().attribute("ref");
        if (name == null || around.size() >= MOST_DEPTH) {
            return;
        }
        schemas.find(kind, reference.element().named(name))
                .filter(group -> !around.contains(group.element()))
                .ifPresent(group -> {
                    around.push(group.element());
                    particles(group, group.element(), required, many, content);
                    around.pop();
                });
    }

    private Shape inner(Definition definition, boolean required, boolean many) {
        Element element = definition.element();
        String reference = element.attribute("ref");
        if (reference != null) {
            Name name = element.named(reference);
            return schemas.find("element", name)
                    .map(found -> declared(found, name, required, many))
                    .orElseGet(() -> new Shape(name, false, required, many, false, null, true, List.of()));
        }
        String form = element.attribute("form");
        boolean qualified = form == null ? definition.qualified() : form.equals("qualified");
        String local = Optional.ofNullable(element.attribute("name")).orElse("");
        return declared(definition, new Name(qualified ? definition.target() : "", local), required, many);
    }

    private Optional<Shape> attribute(Definition definition) {
        Element attribute = definition.element();
        String name = attribute.attribute("name");
        if (name == null || "prohibited".equals(attribute.attribute("use"))) {
            return Optional.empty(); // also those of other schemas, as xml:lang
        }
        Content content = new Content();
        String type = attribute.attribute("type");
        if (type != null) {
            named(attribute.named(type), definition.file(), content);
        }
        boolean required = "required".equals(attribute.attribute("use"));
        ValueType text = content.text == null ? ValueType.TEXT : content.text;
        return Optional.of(new Shape(new Name("", name), true, required, false, false, text, false, List.of()));
    }

    private static ValueType builtIn(String type) {
        return switch (type) {
            case "integer",
                    "long",
                    "int",
                    "short",
                    "byte",
                    "nonNegativeInteger",
                    "positiveInteger",
                    "nonPositiveInteger",
                    "negativeInteger",
                    "unsignedLong",
                    "unsignedInt",
                    "unsignedShort",
                    "unsignedByte" -> ValueType.INTEGER;
            case "decimal", "float", "double" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOLEAN;
            case "date" -> ValueType.DATE;
            case "time" -> ValueType.TIME;
            case "dateTime" -> ValueType.MOMENT;
            case "base64Binary" -> ValueType.BYTES;
            default -> ValueType.TEXT;
        };
    }
}
