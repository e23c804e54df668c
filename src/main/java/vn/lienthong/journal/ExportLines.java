package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * How an export is written: a line of JSON for the key, for each entry and for each head, in the chain's order, and one for the
 * end. There is one way to write each, so that a line that was touched anywhere is not one that the hub wrote.
 */
final class ExportLines {
    private static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportLines() {}

    /** The first line: what this is, and the public key. */
    static String opening(byte[] publicKey) {
        return new Opening(publicKey, VERSION).line();
    }

    /** A first line. What older versions wrote stays valid. */
    record Opening(byte[] key, int version) {
        String line() {
            return JSON.createObjectNode()
                    .put("journal", "lienthong")
                    .put("version", version)
                    .put("key", base64(key))
                    .toString();
        }
    }

    static String line(Link link) {
        Journal.Entry entry = link.entry();
        ObjectNode line = JSON.createObjectNode()
                .put("id", link.id())
                .put("at", link.at().toString())
                .put("actor", entry.actor())
                .put("act", entry.act())
                .put("subject", entry.subject())
                .put("outcome", entry.outcome());
        if (entry.reason() != null) {
            line.put("reason", entry.reason());
        }
        ObjectNode details = line.putObject("details");
        new TreeMap<>(entry.details()).forEach(details::put);
        if (link.trace().form() != Trace.FIRST_FORM) {
            add(line, link.trace(), entry.concern());
        }
        return line.put("hash", HexFormat.of().formatHex(link.hash())).toString();
    }

    private static void add(ObjectNode line, Trace trace, Journal.Concern concern) {
        line.put("form", trace.form());
        if (trace.from() != null) {
            line.put("from", trace.from());
        }
        if (!concern.agencies().isEmpty()) {
            concern.agencies().forEach(line.putArray("agencies")::add);
        }
        if (concern.under() != null) {
            line.put("under", concern.under());
        }
        if (trace.person() != null) {
            line.put("person", trace.person());
        }
    }

    static String line(Head head) {
        return JSON.createObjectNode()
                .put(head.kind() == Head.Kind.END ? "end" : "head", head.id())
                .put("hash", HexFormat.of().formatHex(head.hash()))
                .put("at", head.at().toString())
                .put("signature", base64(head.signature()))
                .toString();
    }

    /** A line with its end, as it is signed. */
    static byte[] bytes(String line) {
        return (line + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** The opening of a first line; empty where it is none that the hub wrote. */
    static Optional<Opening> opening(String line) {
        return read(line)
                .map(node -> new Opening(
                        bytes(node.path("key")), node.path("version").asInt()))
                .filter(found -> found.version() >= 1 && found.version() <= VERSION)
                .filter(found -> found.line().equals(line));
    }

    /** The entry of a line; empty where it is none that the hub wrote. */
    static Optional<Link> link(String line) {
        return read(line).flatMap(ExportLines::link).filter(link -> line(link).equals(line));
    }

    /** The head or end of a line; empty where it is none that the hub wrote. */
    static Optional<Head> head(String line) {
        return read(line).map(ExportLines::head).filter(head -> line(head).equals(line));
    }

    private static Optional<Link> link(JsonNode node) {
        try {
            return Optional.of(new Link(
                    node.path("id").asLong(), time(node.path("at")), entry(node), trace(node), hex(node.path("hash"))));
        } catch (HubException overlong) {
            return Optional.empty();
        }
    }

    private static Journal.Entry entry(JsonNode node) {
        Map<String, String> details = new TreeMap<>();
        node.path("details")
                .properties()
                .forEach(
                        detail -> details.put(detail.getKey(), detail.getValue().asText()));
        List<String> agencies = new ArrayList<>();
        node.path("agencies").forEach(agency -> agencies.add(agency.asText()));
        return new Journal.Entry(
                node.path("actor").asText(),
                node.path("act").asText(),
                node.path("subject").asText(),
                node.path("outcome").asText(),
                text(node, "reason"),
                details,
                new Journal.Concern(agencies, text(node, "under"), null));
    }

    private static Trace trace(JsonNode node) {
        return new Trace(node.path("form").asInt(Trace.FIRST_FORM), text(node, "from"), text(node, "person"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static Head head(JsonNode node) {
        Head.Kind kind = node.has("end") ? Head.Kind.END : Head.Kind.HEAD;
        return new Head(
                kind,
                node.path(kind == Head.Kind.END ? "end" : "head").asLong(),
                hex(node.path("hash")),
                time(node.path("at")),
                bytes(node.path("signature")));
    }

    private static Optional<JsonNode> read(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** A time that cannot be read is written in another way than it came. */
    private static Instant time(JsonNode node) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    private static byte[] hex(JsonNode node) {
        try {
            return HexFormat.of().parseHex(node.asText());
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return Base64.getDecoder().decode(node.asText());
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
