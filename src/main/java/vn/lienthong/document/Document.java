package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A YAML document with line marks. Values are what YAML 1.2's core schema says, with two cautions: {@code 01} stays the text
 * "01" and {@code yes} the text "yes". Aliases, tags of other kinds and keys given twice are refused.
 */
public final class Document {
    private final String fileName;
    private final JsonNode root;
    private final Map<String, Mark> marks;

    Document(String fileName, JsonNode root, Map<String, Mark> marks) {
        this.fileName = fileName;
        this.root = root;
        this.marks = Map.copyOf(marks);
    }

    /**
     * Reads a document; {@code ${LIENTHONG_VAR_…}} in it is refused.
     *
     * @throws DocumentException when it is not such a document
     */
    public static Document parse(String fileName, String text) {
        return new YamlReader(fileName, null).read(text);
    }

    /**
     * Reads a document that lies in a file of this hub; {@code ${LIENTHONG_VAR_X:default}} takes its value from the variables.
     *
     * @throws DocumentException when it is not such a document, or a variable without default has no value
     */
    public static Document parse(String fileName, String text, Variables variables) {
        return new YamlReader(fileName, variables).read(text);
    }

    /**
     * Reads a document that is a list of things; {@code ${LIENTHONG_VAR_…}} in it is refused.
     *
     * @throws DocumentException when it is not such a document
     */
    public static Document parseList(String fileName, String text) {
        return new YamlReader(fileName, null).readList(text);
    }

    /** The document's content: an object, or what {@link #parseList} read, a list. */
    public JsonNode root() {
        return root;
    }

    /**
     * The line, from 1, where a value's key stands (in a list: where the value begins).
     *
     * @param jsonPointer {@code /settings/host}; of something that is not there, the line of the nearest thing around it
     */
    public int line(String jsonPointer) {
        return mark(jsonPointer).line();
    }

    /** The column, from 1; as {@link #line}. */
    public int column(String jsonPointer) {
        return mark(jsonPointer).column();
    }

    public String fileName() {
        return fileName;
    }

    private Mark mark(String pointer) {
        String at = pointer;
        while (!marks.containsKey(at)) {
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                return new Mark(1, 1);
            }
            at = at.substring(0, slash);
        }
        return marks.get(at);
    }

    /** A place in the file, from 1. */
    record Mark(int line, int column) {}
}
