package vn.lienthong.connector.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * An element of XML that was read whole by {@link Xml}, for whoever speaks SOAP; not changed once it was read. Many have nothing in
 * them: what holds parts is made when the first comes.
 */
@NamedInterface("xml")
public final class Element {
    private final Name name;
    private final Map<String, String> prefixes;
    private Map<Name, String> attributes = Map.of();
    private List<Element> children = List.of();
    private String text = "";

    /** @param prefixes the namespaces in scope, by prefix */
    Element(Name name, Map<String, String> prefixes) {
        this.name = name;
        this.prefixes = prefixes;
    }

    void attribute(Name attribute, String value) {
        if (attributes.isEmpty()) {
            attributes = new LinkedHashMap<>(4);
        }
        attributes.put(attribute, value);
    }

    void child(Element child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(child);
    }

    void text(String whole) {
        text = whole;
    }

    /** Its own. */
    public Name name() {
        return name;
    }

    /** Whether it is called so. */
    public boolean is(String space, String local) {
        return name.space().equals(space) && name.local().equals(local);
    }

    /** An attribute without a namespace; null where there is none. */
    @Nullable
    String attribute(String local) {
        return attributes.get(new Name("", local));
    }

    /** All, in the order in which they stand; without those that declare namespaces. */
    public Map<Name, String> attributes() {
        return attributes;
    }

    /** Those directly in it, in order. */
    public List<Element> children() {
        return children;
    }

    Stream<Element> children(String space, String local) {
        return children.stream().filter(child -> child.is(space, local));
    }

    Optional<Element> child(String space, String local) {
        return children(space, local).findFirst();
    }

    /** The text that stands directly in it. */
    public String text() {
        return text;
    }

    /** The name that a text like {@code tns:PupilType} stands for here. */
    Name named(String prefixed) {
        int colon = prefixed.indexOf(':');
        String prefix = colon < 0 ? "" : prefixed.substring(0, colon);
        return new Name(prefixes.getOrDefault(prefix, ""), prefixed.substring(colon + 1));
    }

    /** The namespaces in scope, by prefix. */
    public Map<String, String> prefixes() {
        return prefixes;
    }
}
