package vn.lienthong.quarantine;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/** The secret under which rows are marked; made at first use and kept in the vault. */
final class MarkSecret {
    private static final String OWNER = Vault.HUB;
    private static final String FIELD = "quarantine-marks";

    private final Vault vault;
    private @Nullable Marks marks;

    MarkSecret(Vault vault) {
        this.vault = vault;
    }

    synchronized Marks marks() {
        if (marks == null) {
            if (vault.open(OWNER, FIELD).isEmpty()) {
                byte[] fresh = new byte[32];
                new SecureRandom().nextBytes(fresh);
                vault.seal(OWNER, FIELD, Secret.of(Base64.getEncoder().encodeToString(fresh)));
            }
            marks = new Marks(Base64.getDecoder()
                    .decode(vault.open(OWNER, FIELD).orElseThrow().reveal()));
        }
        return marks;
    }
}
