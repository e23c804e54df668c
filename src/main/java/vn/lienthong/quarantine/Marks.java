package vn.lienthong.quarantine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.SipHash;

/**
 * Keyed marks by which the same row or key is recognised without its content standing in the table. A plain hash of a personal id
 * could be found by trying all ids. Rows are marked with 16 bytes of an HMAC-SHA-256; keys with two SipHash-2-4 under different
 * keys, because a run with held rows asks for the mark of every key it writes.
 */
final class Marks {
    private final SecretKeySpec secret;
    private final Half first;
    private final Half second;

    Marks(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        ByteBuffer words = ByteBuffer.wrap(of("keys".getBytes(StandardCharsets.UTF_8), 32));
        this.first = new Half(words.getLong(), words.getLong());
        this.second = new Half(words.getLong(), words.getLong());
    }

    /** What one half of a key's mark is made under. */
    private record Half(long low, long high) {
        long mark(String key) {
            return SipHash.of(key, low, high);
        }
    }

    /** The mark of a row's content. */
    byte[] of(byte[] content) {
        return of(content, 16);
    }

    /** The mark of a key; null of none. */
    byte @Nullable [] of(@Nullable String key) {
        return key == null
                ? null
                : ByteBuffer.allocate(16).putLong(begin(key)).putLong(end(key)).array();
    }

    /** The first half of a key's mark; most keys can be told by it alone. */
    long begin(String key) {
        return first.mark(key);
    }

    /** The second half of a key's mark. */
    long end(String key) {
        return second.mark(key);
    }

    private byte[] of(byte[] content, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return Arrays.copyOf(mac.doFinal(content), length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
