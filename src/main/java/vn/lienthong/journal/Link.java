package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.lienthong.kernel.Journal;

/**
 * One entry in its place in the chain.
 *
 * @param id from 1 on, without gaps
 * @param at to the microsecond
 * @param hash SHA-256 of the hash before it, the number, the time and the words of the entry
 */
record Link(long id, Instant at, Journal.Entry entry, byte[] hash) {
    /** What the first entry hashes in place of an entry before it. */
    static final byte[] BEGINNING = new byte[32];

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The entry after another one. */
    static Link after(byte[] previous, long id, Instant at, Journal.Entry entry) {
        return new Link(id, at, entry, hash(previous, id, at, entry));
    }

    /** Whether it is what comes after an entry of this number and hash. */
    boolean follows(long number, byte[] previous) {
        return id == number + 1 && MessageDigest.isEqual(hash, hash(previous, id, at, entry));
    }

    /** The further facts as JSON, in the order of their names. */
    static String details(Map<String, String> details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hash(byte[] previous, long id, Instant at, Journal.Entry entry) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(20)
                .putLong(id)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array());
        for (String word : List.of(
                entry.actor(),
                entry.act(),
                entry.subject(),
                entry.outcome(),
                Objects.toString(entry.reason(), ""),
                details(entry.details()))) {
            add(digest, word);
        }
        return digest.digest();
    }

    /** With its length before it, so that moving a boundary between words changes the hash. */
    private static void add(MessageDigest digest, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
