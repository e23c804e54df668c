package vn.lienthong.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;

/** The vault in the hub's database; its key is elsewhere. */
final class SealedVault implements Vault {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final JdbcClient state;
    private final Keyring keys;
    private final MountedSecrets mounted;
    private final VoidedSecrets voided;
    private final Clock clock;

    SealedVault(JdbcClient state, Keyring keys, MountedSecrets mounted, VoidedSecrets voided, Clock clock) {
        this.state = state;
        this.keys = keys;
        this.mounted = mounted;
        this.voided = voided;
        this.clock = clock;
    }

    static Vault with(
            Keyring keys,
            JdbcClient state,
            VaultFiles files,
            Journal journal,
            TransactionOperations transaction,
            Clock clock) {
        return new SealedVault(
                state, keys, MountedSecrets.of(state, files), new VoidedSecrets(journal, transaction), clock);
    }

    @Override
    public void seal(String connector, String field, Secret secret) {
        keep(connector, field, secret, null);
    }

    @Override
    public void seal(String connector, String field, Secret secret, String use) {
        ofAConnector(connector);
        keep(connector, field, secret, use);
        mounted.given(connector, field, secret, use);
    }

    @Override
    public void bind(String connector, String field, String use) {
        place(connector, field);
        if (mounted.open(connector, field).isPresent()) {
            mounted.use(connector, field, use);
        }
    }

    @Override
    public Optional<Secret> open(String connector, String field) {
        String place = place(connector, field);
        Optional<Secret> given = mounted.open(connector, field);
        return given.isPresent() ? given : kept(connector, field, place);
    }

    @Override
    public Optional<Secret> open(String connector, String field, String use) {
        ofAConnector(connector);
        String place = place(connector, field);
        Optional<Secret> given = mounted.open(connector, field);
        boolean fits = given.isPresent()
                ? voided.mounted(connector, field, () -> mounted.use(connector, field, use))
                : voided.sealed(connector, field, () -> bound(connector, field, use));
        if (!fits) {
            throw new HubException(VaultError.SECRET_VOID, Map.of("connector", connector, "field", field));
        }
        return given.isPresent() ? given : kept(connector, field, place);
    }

    private Optional<Secret> kept(String connector, String field, String place) {
        return state.sql("select sealed from vault_secrets where connector = ? and field = ?")
                .params(connector, field)
                .query(byte[].class)
                .optional()
                .map(kept -> secret(keys.of(kept, place).open(kept, place)));
    }

    /** Whether the kept secret is for this use; one for another use is deleted. */
    private boolean bound(String connector, String field, String use) {
        state.sql("update vault_secrets set bound_to = ? where connector = ? and field = ? and bound_to is null")
                .params(use, connector, field)
                .update();
        return state.sql("delete from vault_secrets where connector = ? and field = ? and bound_to <> ?")
                        .params(connector, field, use)
                        .update()
                == 0;
    }

    private void keep(String connector, String field, Secret secret, @Nullable String use) {
        byte[] plain = bytes(secret);
        byte[] sealed = keys.newest().seal(plain, place(connector, field));
        Arrays.fill(plain, (byte) 0);
        state.sql("""
                        insert into vault_secrets (connector, field, sealed, sealed_at, bound_to) values (?, ?, ?, ?, ?)
                        on conflict (connector, field) do update
                        set sealed = excluded.sealed, sealed_at = excluded.sealed_at, bound_to = excluded.bound_to,
                            ends_on = null
                        """)
                .params(connector, field, sealed, clock.instant().atOffset(ZoneOffset.UTC), use)
                .update();
    }

    @Override
    public void forget(String connector, String field) {
        state.sql("delete from vault_secrets where connector = ? and field = ?")
                .params(connector, field)
                .update();
    }

    @Override
    public int forget(String connector) {
        return connector.equals(HUB)
                ? 0
                : state.sql("delete from vault_secrets where connector = ?")
                        .param(connector)
                        .update();
    }

    @Override
    public Set<String> fields(String connector) {
        Set<String> fields = new TreeSet<>(state.sql("select field from vault_secrets where connector = ?")
                .param(connector)
                .query(String.class)
                .list());
        fields.addAll(mounted.fields(connector));
        return fields;
    }

    @Override
    public byte[] seal(byte[] plain, String associated) {
        return keys.newest().seal(plain, "bytes " + associated);
    }

    @Override
    public byte[] open(byte[] sealed, String associated) {
        String place = "bytes " + associated;
        return keys.of(sealed, place).open(sealed, place);
    }

    /** The hub's own secrets are for no connector, whatever its name. */
    private static void ofAConnector(String connector) {
        if (connector.equals(HUB)) {
            throw new HubException(VaultError.FIELD_INVALID, Map.of());
        }
    }

    private static String place(String connector, String field) {
        if (!NAME.matcher(connector).matches() || !NAME.matcher(field).matches()) {
            throw new HubException(VaultError.FIELD_INVALID, Map.of());
        }
        return "secret " + connector + "/" + field;
    }

    static byte[] bytes(Secret secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(secret.reveal());
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    static Secret secret(byte[] plain) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(plain));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(plain, (byte) 0);
        Secret secret = Secret.of(characters);
        Arrays.fill(characters, '\0');
        return secret;
    }
}
