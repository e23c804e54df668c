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
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** The vault in the hub's database; its key is elsewhere. */
final class SealedVault implements Vault {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final JdbcClient state;
    private final Sealing sealing;
    private final @Nullable SecretsFolder folder;
    private final Clock clock;

    SealedVault(JdbcClient state, VaultKey key, @Nullable SecretsFolder folder, Clock clock) {
        this.state = state;
        this.sealing = new Sealing(key);
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void seal(String connector, String field, Secret secret) {
        byte[] plain = bytes(secret);
        byte[] sealed = sealing.seal(plain, place(connector, field));
        Arrays.fill(plain, (byte) 0);
        state.sql("""
                        insert into vault_secrets (connector, field, sealed, sealed_at) values (?, ?, ?, ?)
                        on conflict (connector, field) do update
                        set sealed = excluded.sealed, sealed_at = excluded.sealed_at, bound_to = null
                        """)
                .params(connector, field, sealed, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<Secret> open(String connector, String field) {
        String place = place(connector, field);
        Optional<Secret> mounted = folder == null ? Optional.empty() : folder.open(connector, field);
        return mounted.isPresent()
                ? mounted
                : state.sql("select sealed from vault_secrets where connector = ? and field = ?")
                        .params(connector, field)
                        .query(byte[].class)
                        .optional()
                        .map(kept -> secret(sealing.open(kept, place)));
    }

    @Override
    public Optional<Secret> open(String connector, String field, String use) {
        place(connector, field);
        Optional<Secret> mounted = folder == null ? Optional.empty() : folder.open(connector, field);
        if (mounted.isPresent()) {
            return mounted;
        }
        int fitting = state.sql("""
                        update vault_secrets set bound_to = ?
                        where connector = ? and field = ? and (bound_to is null or bound_to = ?)
                        """).params(use, connector, field, use).update();
        if (fitting == 0 && fields(connector).contains(field)) {
            forget(connector, field);
            throw new HubException(VaultError.SECRET_VOID, Map.of("connector", connector, "field", field));
        }
        return open(connector, field);
    }

    @Override
    public void forget(String connector, String field) {
        state.sql("delete from vault_secrets where connector = ? and field = ?")
                .params(connector, field)
                .update();
    }

    @Override
    public void forget(String connector) {
        state.sql("delete from vault_secrets where connector = ?")
                .param(connector)
                .update();
    }

    @Override
    public Set<String> fields(String connector) {
        Set<String> fields = new TreeSet<>(state.sql("select field from vault_secrets where connector = ?")
                .param(connector)
                .query(String.class)
                .list());
        if (folder != null) {
            fields.addAll(folder.fields(connector));
        }
        return fields;
    }

    @Override
    public byte[] seal(byte[] plain, String associated) {
        return sealing.seal(plain, "bytes " + associated);
    }

    @Override
    public byte[] open(byte[] sealed, String associated) {
        return sealing.open(sealed, "bytes " + associated);
    }

    private static String place(String connector, String field) {
        if (!NAME.matcher(connector).matches() || !NAME.matcher(field).matches()) {
            throw new HubException(VaultError.FIELD_INVALID, Map.of());
        }
        return "secret " + connector + "/" + field;
    }

    private static byte[] bytes(Secret secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(secret.reveal());
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static Secret secret(byte[] plain) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(plain));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(plain, (byte) 0);
        Secret secret = Secret.of(characters);
        Arrays.fill(characters, '\0');
        return secret;
    }
}
