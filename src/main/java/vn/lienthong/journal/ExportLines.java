package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vn.lienthong.kernel.Journal;

/**
 * How an export is written: a line of JSON for the key, for each entry and for each head, in the chain's order, and one for the
 * end. There is one way to write each, so that a line that was touched anywhere is not one that the hub wrote.
 */
final class ExportLines {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportLines() {}

    /** The first line: what this is, and the public key. */
    static String opening(byte[] publicKey) {
        return JSON.createObjectNode()
                .put("journal", "lienthong")
                .put("version", VERSION)
                .put("key", base64(publicKey))
                .toString();
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
        return line.put("hash", HexFormat.of().formatHex(link.hash())).toString();
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

    /** The public key of a first line; empty where it is none that the hub wrote. */
    static Optional<byte[]> key(String line) {
        return read(line).map(node -> bytes(node.path("key"))).filter(key -> opening(key)
                .equals(line));
    }

    /** The entry of a line; empty where it is none that the hub wrote. */
    static Optional<Link> link(String line) {
        return read(line).map(ExportLines::link).filter(link -> line(link).equals(line));
    }

    /** The head or end of a line; empty where it is none that the hub wrote. */
    static Optional<Head> head(String line) {
        return read(line).map(ExportLines::head).filter(head -> line(head).equals(line));
    }

    private static Link link(JsonNode node) {
        JsonNode reason = node.get("reason");
        Map<String, String> details = new TreeMap<>();
        node.path("details")
                .properties()
                .forEach(
                        detail -> details.put(detail.getKey(), detail.getValue().asText()));
        return new Link(
                node.path("id").asLong(),
                time(node.path("at")),
                new Journal.Entry(
                        node.path("actor").asText(),
                        node.path("act").asText(),
                        node.path("subject").asText(),
                        node.path("outcome").asText(),
                        reason == null ? null : reason.asText(),
                        details),
                hex(node.path("hash")));
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
