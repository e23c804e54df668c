package vn.lienthong.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/**
 * Keyed hashes of people's ids (HMAC-SHA-256, 16 bytes). The key is made at first use and sealed by the vault, whose own key lies
 * outside the database: whoever has the database alone cannot find a person by trying every id.
 */
final class Persons {
    private static final String FIELD = "journal-persons";
    private static final int LENGTH = 16;
    private static final long ONE_AT_A_TIME = 6_403_918_827_113_554_021L;

    private final JdbcClient state;
    private final Supplier<Vault> vault;
    private final TransactionOperations alone;
    private @Nullable SecretKeySpec key;

    /**
     * Hashes under the key of a hub.
     *
     * @param alone a transaction of its own: the key stays, whatever becomes of the act for which it was made
     */
    Persons(JdbcClient state, Supplier<Vault> vault, TransactionOperations alone) {
        this.state = state;
        this.vault = vault;
        this.alone = alone;
    }

    /** The hash of a person's id, in hex. Blanks and the case of letters make no difference. */
    String mark(Secret id) {
        String plain = Normalizer.normalize(id.reveal(), Normalizer.Form.NFC)
                .replaceAll("\\s+", "")
                .toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            byte[] hash = mac.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, LENGTH));
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
        if (vault.get().open(Vault.HUB, FIELD).isEmpty()) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            vault.get().seal(Vault.HUB, FIELD, Secret.of(Base64.getEncoder().encodeToString(fresh)));
        }
        return Base64.getDecoder()
                .decode(vault.get().open(Vault.HUB, FIELD).orElseThrow().reveal());
    }
}
