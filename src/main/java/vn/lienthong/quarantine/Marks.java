package vn.lienthong.quarantine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keyed marks by which the same row or key is recognised without its content standing in the table: 16 bytes of an
 * HMAC-SHA-256. A plain hash of a personal id could be found by trying all ids.
 */
final class Marks {
    private final SecretKeySpec secret;

    Marks(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    byte[] of(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return Arrays.copyOf(mac.doFinal(content), 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte @Nullable [] of(@Nullable String key) {
        return key == null ? null : of(key.getBytes(StandardCharsets.UTF_8));
    }
}
