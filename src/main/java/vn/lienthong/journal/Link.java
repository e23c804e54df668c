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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Journal;

/**
 * One entry in its place in the chain.
 *
 * @param id from 1 on, without gaps
 * @param at to the microsecond
 * @param hash SHA-256 of the hash before it, the number, the time and the words of the entry
 */
record Link(long id, Instant at, Journal.Entry entry, Trace trace, byte[] hash) {
    /** What the first entry hashes in place of an entry before it. */
    static final byte[] BEGINNING = new byte[32];

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The entry after another one. */
    static Link after(byte[] previous, long id, Instant at, Journal.Entry entry, Trace trace) {
        return new Link(id, at, entry, trace, hash(previous, id, at, entry, trace));
    }

    /** Whether it is what comes after an entry of this number and hash. */
    boolean follows(long number, byte[] previous) {
        return id == number + 1 && MessageDigest.isEqual(hash, hash(previous, id, at, entry, trace));
    }

    /** The further facts as JSON, in the order of their names. */
    static String details(Map<String, String> details) {
        return json(details);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hash(byte[] previous, long id, Instant at, Journal.Entry entry, Trace trace) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(20)
                .putLong(id)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array());
        if (trace.form() != Trace.FIRST_FORM) {
            // no word has a length below zero, so that no entry of one form can be read as one of another
            digest.update(ByteBuffer.allocate(4).putInt(-trace.form()).array());
        }
        words(entry, trace).forEach(word -> add(digest, Objects.toString(word, "")));
        return digest.digest();
    }

    private static Stream<@Nullable String> words(Journal.Entry entry, Trace trace) {
        Stream<@Nullable String> first = Stream.of(
                entry.actor(), entry.act(), entry.subject(), entry.outcome(), entry.reason(), details(entry.details()));
        if (trace.form() == Trace.FIRST_FORM) {
            return first;
        }
        Journal.Concern concern = entry.concern();
        return Stream.concat(first, Stream.of(trace.from(), json(concern.agencies()), concern.under(), trace.person()));
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
