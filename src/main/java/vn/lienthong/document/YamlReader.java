package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import vn.lienthong.kernel.HubException;

/** Reads one YAML text within fixed bounds; nothing in it can name a class, grow by reference or hide a key. */
final class YamlReader {
    static final int MOST_CHARACTERS = 1 << 20;
    static final int MOST_DEPTH = 40;
    private static final Set<Tag> TAGS = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.MERGE,
            Tag.YAML,
            Tag.MAP,
            Tag.SEQ,
            new Tag(Tag.PREFIX + "value"));

    private final String fileName;
    private final PlainValues values;
    private final Map<String, Document.Mark> marks = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlReader(String fileName, @Nullable Variables variables) {
        this.fileName = fileName;
        this.values = new PlainValues(variables);
    }

    Document read(String text) {
        return read(text, MappingNode.class, DocumentError.NOT_A_MAPPING);
    }

    /** A document that is a list. */
    Document readList(String text) {
        return read(text, SequenceNode.class, DocumentError.NOT_A_LIST);
    }

    private Document read(String text, Class<? extends Node> wanted, DocumentError otherwise) {
        if (text.length() > MOST_CHARACTERS) {
            throw failed(1, DocumentError.TOO_LARGE, Map.of("most", "1 MB"));
        }
        Node node = compose(text);
        if (node == null) {
            throw failed(1, DocumentError.EMPTY, Map.of());
        }
        if (!wanted.isInstance(node)) {
            throw failed(line(node), otherwise, Map.of());
        }
        JsonNode root = convert(node, "");
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new Document(fileName, root, marks);
    }

    @Nullable
    Node compose(String text) {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(MOST_CHARACTERS);
        bounds.setNestingDepthLimit(MOST_DEPTH);
        bounds.setMaxAliasesForCollections(0);
        bounds.setAllowRecursiveKeys(false);
        try {
            return new Composer(new ParserImpl(new StreamReader(text), bounds), new Resolver(), bounds).getSingleNode();
        } catch (MarkedYAMLException broken) {
            Mark mark = broken.getProblemMark();
            int line = mark == null ? 1 : mark.getLine() + 1;
            throw failed(line, DocumentError.NOT_YAML, Map.of("why", String.valueOf(broken.getProblem())));
        } catch (YAMLException refused) {
            boolean deep = String.valueOf(refused.getMessage()).contains("Nesting Depth");
            throw deep
                    ? failed(1, DocumentError.TOO_DEEP, Map.of("most", MOST_DEPTH))
                    : failed(1, DocumentError.NOT_YAML, Map.of("why", "unreadable characters"));
        }
    }

    private JsonNode convert(Node node, String pointer) {
        marks.putIfAbsent(
                pointer, new Document.Mark(line(node), node.getStartMark().getColumn() + 1));
        if (!seen.add(node)) {
            return refuse(node, DocumentError.ALIAS, Map.of());
        }
        if (!TAGS.contains(node.getTag())) {
            return refuse(node, DocumentError.TAG, Map.of());
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                list.add(convert(item, pointer + "/" + list.size()));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private JsonNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key) || !seen.add(key)) {
                refuse(entry.getKeyNode(), DocumentError.KEY_NOT_TEXT, Map.of());
                continue;
            }
            String name = key.getValue();
            String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (object.has(name)) {
                refuse(
                        key,
                        DocumentError.KEY_TWICE,
                        Map.of("key", shortened(name), "first", marks.get(below).line()));
                continue;
            }
            marks.put(below, new Document.Mark(line(key), key.getStartMark().getColumn() + 1));
            object.set(name, convert(entry.getValueNode(), below));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode node) {
        boolean plain = node.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN && !isForcedText(node);
        try {
            return values.read(node.getValue(), plain);
        } catch (HubException unset) {
            problems.add(Problem.of(fileName, line(node), unset));
            return JsonNodeFactory.instance.nullNode();
        }
    }

    /** {@code !!str 5}: the tag says text though the characters would be a number. */
    private static boolean isForcedText(ScalarNode node) {
        return node.getTag().equals(Tag.STR)
                && !new Resolver()
                        .resolve(org.yaml.snakeyaml.nodes.NodeId.scalar, node.getValue(), true)
                        .equals(Tag.STR);
    }

    private JsonNode refuse(Node node, DocumentError error, Map<String, ?> arguments) {
        problems.add(Problem.of(fileName, line(node), error, arguments));
        return JsonNodeFactory.instance.nullNode();
    }

    private DocumentException failed(int line, DocumentError error, Map<String, ?> arguments) {
        return new DocumentException(List.of(Problem.of(fileName, line, error, arguments)));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String shortened(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
