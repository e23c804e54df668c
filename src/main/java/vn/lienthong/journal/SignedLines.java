package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a signed file is written that is no export of the journal: a first line that says what it is and under which key, then lines of
 * JSON, then one that signs all before it.
 */
final class SignedLines {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SignedLines() {}

    /** The first line. */
    record Opening(String kind, byte[] key) {
        String line() {
            return JSON.createObjectNode()
                    .put("lienthong", kind)
                    .put("version", VERSION)
                    .put("key", Base64.getEncoder().encodeToString(key))
                    .toString();
        }
    }

    /**
     * The last line.
     *
     * @param lines how many lines stand between the first and this one
     * @param hash SHA-256 of all lines before it
     */
    record End(long lines, byte[] hash, Instant at, byte[] signature) {
        String line() {
            return JSON.createObjectNode()
                    .put("end", lines)
                    .put("hash", HexFormat.of().formatHex(hash))
                    .put("at", at.toString())
                    .put("signature", Base64.getEncoder().encodeToString(signature))
                    .toString();
        }
    }

    /** The bytes that are signed; no head of the journal reads like them. */
    static byte[] statement(String kind, long lines, byte[] hash, Instant at) {
        return ("lienthong file " + kind + "\n" + lines + "\n" + HexFormat.of().formatHex(hash) + "\n" + at + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The opening of a first line; empty where it is none that a hub wrote. */
    static Optional<Opening> opening(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Opening found = new Opening(
                    node.path("lienthong").asText(),
                    Base64.getDecoder().decode(node.path("key").asText()));
            return found.line().equals(line) ? Optional.of(found) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The end of a last line; empty where it is none. */
    static Optional<End> end(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.has("end") || !node.has("signature")) {
                return Optional.empty();
            }
            End found = new End(
                    node.path("end").asLong(),
                    HexFormat.of().parseHex(node.path("hash").asText()),
                    Instant.parse(node.path("at").asText()),
                    Base64.getDecoder().decode(node.path("signature").asText()));
            return found.line().equals(line) ? Optional.of(found) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException none) {
            return Optional.empty();
        }
    }
}
