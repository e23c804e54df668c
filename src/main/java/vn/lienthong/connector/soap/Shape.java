package vn.lienthong.connector.soap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;

/**
 * What may stand at one place of a request or an answer.
 *
 * @param name the element's, or the attribute's
 * @param attribute whether it is an attribute
 * @param required whether it must be there
 * @param many whether it may come again and again
 * @param nillable whether it may be there and say that there is nothing
 * @param type what its text is; null where it holds elements
 * @param open whether it may hold what the description does not name
 * @param parts attributes and elements in it; beside a text only attributes
 */
record Shape(
        Name name,
        boolean attribute,
        boolean required,
        boolean many,
        boolean nillable,
        @Nullable ValueType type,
        boolean open,
        List<Shape> parts) {
    /** As a step of a place: {@code soTrang}, {@code @ma}. */
    String step() {
        return attribute ? "@" + name.local() : name.local();
    }

    boolean leaf() {
        return type != null;
    }

    Optional<Shape> part(String step) {
        return parts.stream().filter(part -> part.step().equals(step)).findFirst();
    }

    Shape at(boolean nowRequired, boolean nowMany) {
        return new Shape(name, attribute, nowRequired, nowMany, nillable, type, open, parts);
    }
}
