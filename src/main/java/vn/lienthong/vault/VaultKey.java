package vn.lienthong.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/** The key of 32 random bytes, kept as one line of base64 in a file of its own. */
final class VaultKey {
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private VaultKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** The key in the file, empty where there is no such file. */
    static Optional<VaultKey> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length != BYTES) {
                throw new HubException(VaultError.KEY_MALFORMED, Map.of("file", file));
            }
            return Optional.of(new VaultKey(bytes));
        } catch (IllegalArgumentException notBase64) {
            // The cause would quote a character of the key.
            throw new HubException(VaultError.KEY_MALFORMED, Map.of("file", file));
        } catch (IOException unreadable) {
            throw unusable(file, unreadable);
        }
    }

    /** A new random key, written for the owner only. */
    static VaultKey create(Path file) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                OwnerOnly.createFolder(folder);
            }
            OwnerOnly.write(file, Base64.getEncoder().encodeToString(bytes) + "\n");
            return new VaultKey(bytes);
        } catch (IOException failed) {
            throw unusable(file, failed);
        }
    }

    SecretKeySpec key() {
        return key;
    }

    @Override
    public String toString() {
        return "•••";
    }

    private static HubException unusable(Path file, @Nullable IOException why) {
        return new HubException(VaultError.KEY_UNUSABLE, Map.of("file", file), why);
    }
}
