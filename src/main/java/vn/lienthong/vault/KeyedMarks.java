package vn.lienthong.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Secret;

/**
 * Keyed hashes (HMAC-SHA-256) by which a room recognises what it does not keep. The key is made at first use and sealed by the vault,
 * whose own key lies outside the database: whoever has the database alone cannot find a person by trying every id. For every thread.
 */
public final class KeyedMarks {
    private static final long ONE_AT_A_TIME = 6_403_918_827_113_554_021L;

    private final JdbcClient state;
    private final Supplier<Vault> vault;
    private final TransactionOperations alone;
    private final String field;
    private @Nullable SecretKeySpec key;

    /**
     * Marks under a key of their own.
     *
     * @param alone a transaction of its own: the key stays, whatever becomes of the act for which it was made
     * @param field the name of the key among the hub's secrets
     */
    public KeyedMarks(JdbcClient state, Supplier<Vault> vault, TransactionOperations alone, String field) {
        this.state = state;
        this.vault = vault;
        this.alone = alone;
        this.field = field;
    }

    /** The mark of a text, so many bytes of it, 32 at most. */
    public byte[] of(String text, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized SecretKeySpec key() {
        if (key == null) {
            byte[] kept = Objects.requireNonNull(alone.execute(status -> kept()));
            key = new SecretKeySpec(kept, "HmacSHA256");
        }
        return key;
    }

    /** One node makes it, the others wait and find it. */
    private byte[] kept() {
        state.sql("select pg_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query()
                .singleRow();
        if (vault.get().open(Vault.HUB, field).isEmpty()) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            vault.get().seal(Vault.HUB, field, Secret.of(Base64.getEncoder().encodeToString(fresh)));
        }
        return Base64.getDecoder()
                .decode(vault.get().open(Vault.HUB, field).orElseThrow().reveal());
    }
}
