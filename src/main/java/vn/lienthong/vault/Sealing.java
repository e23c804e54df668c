package vn.lienthong.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import vn.lienthong.kernel.HubException;

/**
 * AES-256-GCM with a random nonce. What the bytes belong to is sealed in as associated data, so that a sealed value moved to
 * another place does not open there. Layout: version, number of the key, nonce, ciphertext with its tag; the first version, that
 * of key 0 and of the master key, has no number.
 */
final class Sealing {
    private static final byte UNNUMBERED = 1;
    private static final byte NUMBERED = 2;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final VaultKey key;
    private final byte[] header;

    private Sealing(VaultKey key, byte[] header) {
        this.key = key;
        this.header = header;
    }

    /** Seals with the master key. */
    static Sealing master(VaultKey key) {
        return new Sealing(key, new byte[] {UNNUMBERED});
    }

    /** Seals with the data key of this number. */
    static Sealing data(VaultKey key, int number) {
        return number == 0
                ? master(key)
                : new Sealing(
                        key,
                        ByteBuffer.allocate(1 + Integer.BYTES)
                                .put(NUMBERED)
                                .putInt(number)
                                .array());
    }

    /** The number of the data key that sealed these bytes; empty where that cannot be told. */
    static OptionalInt number(byte[] sealed) {
        if (sealed.length > 1 + Integer.BYTES && sealed[0] == NUMBERED) {
            return OptionalInt.of(ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt());
        }
        return sealed.length > 1 && sealed[0] == UNNUMBERED ? OptionalInt.of(0) : OptionalInt.empty();
    }

    /** The number of its key; 0 for the master key. */
    int number() {
        return header[0] == NUMBERED ? ByteBuffer.wrap(header, 1, Integer.BYTES).getInt() : 0;
    }

    byte[] seal(byte[] plain, String associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plain);
            return ByteBuffer.allocate(header.length + NONCE_BYTES + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is part of every Java", impossible);
        }
    }

    byte[] open(byte[] sealed, String associated) {
        int start = header.length + NONCE_BYTES;
        if (sealed.length <= start || !Arrays.equals(sealed, 0, header.length, header, 0, header.length)) {
            throw broken(associated);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(sealed, header.length, start), associated)
                    .doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException altered) {
            throw new HubException(VaultError.SEAL_BROKEN, Map.of("what", associated), altered);
        }
    }

    static HubException broken(String associated) {
        return new HubException(VaultError.SEAL_BROKEN, Map.of("what", associated));
    }

    private Cipher cipher(int mode, byte[] nonce, String associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
