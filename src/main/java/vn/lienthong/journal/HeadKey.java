package vn.lienthong.journal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.vault.KeepsSealed;
import vn.lienthong.vault.SealedColumn;
import vn.lienthong.vault.Vault;

/** The key pair that signs the journal's heads (Ed25519, RFC 8032). It is made at its first use; its private half is sealed. */
@Component
class HeadKey implements KeepsSealed {
    private static final String PLACE = "journal/head-key";

    private final JdbcClient state;
    private final Vault vault;
    private final Clock clock;

    HeadKey(JdbcClient state, Vault vault, Clock clock) {
        this.state = state;
        this.vault = vault;
        this.clock = clock;
    }

    /** Signs an end of now. */
    Head sign(Head.Kind kind, long id, byte[] hash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Head(kind, id, hash, now, sign(Head.statement(kind, id, hash, now)));
    }

    /** Signs a statement, whatever it says. */
    byte[] sign(byte[] statement) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey());
            signature.update(statement);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The public half, as X.509 has it. */
    byte[] publicKey() {
        return half("public_key");
    }

    @Override
    public List<SealedColumn> sealed() {
        return List.of(new SealedColumn("journal_keys", "private_key", PLACE));
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        byte[] encoded = vault.open(half("private_key"), PLACE);
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private byte[] half(String column) {
        String query = "select " + column + " from journal_keys where name = 'head'";
        return state.sql(query).query(byte[].class).optional().orElseGet(() -> {
            create();
            return state.sql(query).query(byte[].class).single();
        });
    }

    /** Another node may be quicker: its pair stays. */
    private void create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            state.sql("""
                            insert into journal_keys (name, public_key, private_key, created_at)
                            values ('head', :public, :private, :now) on conflict (name) do nothing
                            """)
                    .param("public", pair.getPublic().getEncoded())
                    .param("private", vault.seal(pair.getPrivate().getEncoded(), PLACE))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
