package vn.lienthong.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/**
 * Marks of 128 bits, by an HMAC-SHA-256 under a secret that is made at first use and kept in the vault: a plain hash of a personal id
 * could be found by trying all ids.
 */
final class OutboxMarks {
    private static final String FIELD = "outbox-marks";

    private final Vault vault;
    private @Nullable SecretKeySpec secret;

    OutboxMarks(Vault vault) {
        this.vault = vault;
    }

    UUID of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret());
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized SecretKeySpec secret() {
        if (secret == null) {
            if (vault.open(Vault.HUB, FIELD).isEmpty()) {
                byte[] fresh = new byte[32];
                new SecureRandom().nextBytes(fresh);
                vault.seal(Vault.HUB, FIELD, Secret.of(Base64.getEncoder().encodeToString(fresh)));
            }
            secret = new SecretKeySpec(
                    Base64.getDecoder()
                            .decode(vault.open(Vault.HUB, FIELD).orElseThrow().reveal()),
                    "HmacSHA256");
        }
        return secret;
    }
}
