package vn.lienthong.mapping;

import vn.lienthong.document.Document;

/** The rules of a mapping as written: {@code map}, {@code check} and {@code skip_when}. */
public final class MappingDefinition {
    private MappingDefinition() {}

    /**
     * Reads the rules.
     *
     * @param pointer the object that holds {@code map}; "" for the document itself
     * @throws vn.lienthong.document.DocumentException with everything that is wrong
     */
    public static MappingDefinition parse(Document document, String pointer) {
        throw new UnsupportedOperationException();
    }
}
