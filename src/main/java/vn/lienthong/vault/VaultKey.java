package vn.lienthong.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import vn.lienthong.kernel.HubException;

/** A key of 32 bytes for AES-256. It never prints itself. */
final class VaultKey {
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private VaultKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    static VaultKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new VaultKey(bytes);
    }

    /** A key from the 32 bytes it is made of. */
    static VaultKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes");
        }
        return new VaultKey(bytes);
    }

    /**
     * The key that stands in a text as base64.
     *
     * @param place where the text stands, for the message
     */
    static VaultKey parse(String text, String place) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            // The cause would quote a character of the key.
            throw malformed(place);
        }
        if (bytes.length != BYTES) {
            throw malformed(place);
        }
        return new VaultKey(bytes);
    }

    SecretKeySpec key() {
        return key;
    }

    byte[] bytes() {
        return key.getEncoded();
    }

    /** As it stands in a file. */
    String text() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    boolean same(VaultKey other) {
        return Arrays.equals(bytes(), other.bytes());
    }

    @Override
    public String toString() {
        return "•••";
    }

    private static HubException malformed(String place) {
        return new HubException(VaultError.KEY_MALFORMED, Map.of("file", place));
    }
}
