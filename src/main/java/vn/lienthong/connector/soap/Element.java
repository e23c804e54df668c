package vn.lienthong.connector.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element of XML that was read whole. */
final class Element {
    private final Name name;
    private final Map<String, String> prefixes;
    private final Map<Name, String> attributes = new LinkedHashMap<>();
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** @param prefixes the namespaces in scope, by prefix */
    Element(Name name, Map<String, String> prefixes) {
        this.name = name;
        this.prefixes = prefixes;
    }

    void attribute(Name attribute, String value) {
        attributes.put(attribute, value);
    }

    void child(Element child) {
        children.add(child);
    }

    void text(String more) {
        text.append(more);
    }

    Name name() {
        return name;
    }

    boolean is(String space, String local) {
        return name.space().equals(space) && name.local().equals(local);
    }

    /** An attribute without a namespace; null where there is none. */
    @Nullable
    String attribute(String local) {
        return attributes.get(new Name("", local));
    }

    Map<Name, String> attributes() {
        return attributes;
    }

    List<Element> children() {
        return children;
    }

    Stream<Element> children(String space, String local) {
        return children.stream().filter(child -> child.is(space, local));
    }

    Optional<Element> child(String space, String local) {
        return children(space, local).findFirst();
    }

    /** The text that stands directly in it. */
    String text() {
        return text.toString();
    }

    /** The name that a text like {@code tns:PupilType} stands for here. */
    Name named(String prefixed) {
        int colon = prefixed.indexOf(':');
        String prefix = colon < 0 ? "" : prefixed.substring(0, colon);
        return new Name(prefixes.getOrDefault(prefix, ""), prefixed.substring(colon + 1));
    }

    Map<String, String> prefixes() {
        return prefixes;
    }
}
