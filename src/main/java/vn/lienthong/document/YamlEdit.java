package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import vn.lienthong.kernel.HubException;

/**
 * Changes one value in a YAML text and leaves every other letter, comments too, as it stands. What comes out is read again: where it
 * says anything but what was meant, nothing is changed.
 */
public final class YamlEdit {
    private final String text;
    private final MappingNode root;

    private YamlEdit(String text) {
        this.text = text;
        Document.parse("yaml", text);
        Node node = new YamlReader("yaml", null).compose(text);
        this.root = (MappingNode) node;
    }

    /**
     * Gives a key below another key of the document a value; both are made where they are not there.
     *
     * @param value in YAML, on one line
     * @throws DocumentException where the text is no document
     * @throws HubException CONFIGURATION where it cannot be done so
     */
    public static String set(String text, String parent, String key, String value) {
        ObjectNode wanted = content(text);
        JsonNode meant = Document.parse("yaml", "v: " + value + "\n").root().path("v");
        JsonNode there = wanted.path(parent);
        if (!there.isMissingNode() && !there.isObject()) {
            throw refused(parent, key);
        }
        wanted.withObjectProperty(parent).set(key, meant);
        return kept(new YamlEdit(text).with(parent, key, value), wanted, parent, key);
    }

    /**
     * Takes a key below another key away, and that one, too, where nothing else is below it.
     *
     * @throws DocumentException where the text is no document
     * @throws HubException CONFIGURATION where it cannot be done so
     */
    public static String remove(String text, String parent, String key) {
        ObjectNode wanted = content(text);
        if (!(wanted.path(parent) instanceof ObjectNode holder) || !holder.has(key)) {
            return text;
        }
        holder.remove(key);
        boolean empty = holder.isEmpty();
        if (empty) {
            wanted.remove(parent);
        }
        YamlEdit edit = new YamlEdit(text);
        MappingNode within = edit.mapping(parent);
        if (within == null) {
            throw refused(parent, key);
        }
        String without = empty ? edit.without(edit.root, parent) : edit.without(within, key);
        return kept(without, wanted, parent, key);
    }

    /** A text as YAML writes it on one line; in quotes where it would be read as something else. */
    public static String scalar(String words) {
        boolean plain = words.matches("[\\p{L}_][\\p{L}\\p{M}\\p{N}_.-]*( [\\p{L}\\p{M}\\p{N}_.-]+)*")
                && !words.matches("(?i)null|true|false|yes|no|on|off|y|n");
        if (plain) {
            return words;
        }
        StringBuilder quoted = new StringBuilder("\"");
        words.codePoints().forEach(letter -> {
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(letter);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (letter < 0x20 || letter == 0x7f || letter == 0x85 || letter == 0x2028 || letter == 0x2029) {
                        quoted.append("\\u%04x".formatted(letter));
                    } else {
                        quoted.appendCodePoint(letter);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static ObjectNode content(String text) {
        return (ObjectNode) Document.parse("yaml", text).root();
    }

    private static HubException refused(String parent, String key) {
        return new HubException(DocumentError.NOT_EDITABLE, Map.of("place", parent + "/" + key));
    }

    private static String kept(String edited, ObjectNode wanted, String parent, String key) {
        try {
            if (Document.parse("yaml", edited).root().equals(wanted)) {
                return edited;
            }
        } catch (DocumentException broken) {
            throw refused(parent, key);
        }
        throw refused(parent, key);
    }

    private String with(String parent, String key, String value) {
        NodeTuple holder = entry(root, parent);
        if (holder == null) {
            String end = text.endsWith("\n") || text.isEmpty() ? "" : "\n";
            return text + end + parent + ":\n  " + scalar(key) + ": " + value + "\n";
        }
        if (!(holder.getValueNode() instanceof MappingNode within)) {
            throw refused(parent, key);
        }
        NodeTuple there = entry(within, key);
        if (there != null) {
            Node old = there.getValueNode();
            int start = index(old.getStartMark().getIndex());
            int end = end(old);
            boolean glued = text.charAt(start - 1) == ':';
            return text.substring(0, start) + (glued ? " " : "") + value + text.substring(end);
        }
        return within.getFlowStyle() == FlowStyle.FLOW ? besideOthers(within, key, value) : below(within, key, value);
    }

    private String besideOthers(MappingNode within, String key, String value) {
        List<NodeTuple> entries = within.getValue();
        String written = scalar(key) + ": " + value;
        if (entries.isEmpty()) {
            int open = index(within.getStartMark().getIndex()) + 1;
            return text.substring(0, open) + " " + written + " " + text.substring(open);
        }
        int end = end(entries.get(entries.size() - 1).getValueNode());
        return text.substring(0, end) + ", " + written + text.substring(end);
    }

    private String below(MappingNode within, String key, String value) {
        List<NodeTuple> entries = within.getValue();
        int indent = entries.get(0).getKeyNode().getStartMark().getColumn();
        int line = endOfLine(end(entries.get(entries.size() - 1).getValueNode()));
        return text.substring(0, line) + "\n" + " ".repeat(indent) + scalar(key) + ": " + value + text.substring(line);
    }

    private String without(MappingNode within, String key) {
        List<NodeTuple> entries = within.getValue();
        int at = entries.indexOf(entry(within, key));
        NodeTuple gone = entries.get(at);
        int start = index(gone.getKeyNode().getStartMark().getIndex());
        if (within.getFlowStyle() != FlowStyle.FLOW) {
            int line = text.lastIndexOf('\n', start) + 1;
            int end = endOfLine(end(gone.getValueNode()));
            return text.substring(0, line) + text.substring(Math.min(text.length(), end + 1));
        }
        if (at + 1 < entries.size()) {
            int next = index(entries.get(at + 1).getKeyNode().getStartMark().getIndex());
            return text.substring(0, start) + text.substring(next);
        }
        int before = end(entries.get(at - 1).getValueNode());
        return text.substring(0, before) + text.substring(end(gone.getValueNode()));
    }

    private @Nullable MappingNode mapping(String key) {
        NodeTuple found = entry(root, key);
        return found != null && found.getValueNode() instanceof MappingNode mapping ? mapping : null;
    }

    private static @Nullable NodeTuple entry(MappingNode within, String key) {
        return within.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** Where a value ends: its own letters only, not what a parser skips before it knows. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() != FlowStyle.FLOW) {
            List<Node> parts = new ArrayList<>();
            if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> parts.add(tuple.getValueNode()));
            } else {
                parts.addAll(((SequenceNode) node).getValue());
            }
            return end(parts.get(parts.size() - 1));
        }
        int end = index(node.getEndMark().getIndex());
        boolean block = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        while (block && end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private int endOfLine(int from) {
        int line = text.indexOf('\n', from);
        return line < 0 ? text.length() : line;
    }

    /** A parser counts letters, a text counts halves of rare ones twice. */
    private int index(int letters) {
        return text.offsetByCodePoints(0, letters);
    }
}
