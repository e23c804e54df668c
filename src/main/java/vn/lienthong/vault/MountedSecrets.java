package vn.lienthong.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Secret;

/**
 * The mounted secrets with what each of them opens. A binding outlives its connector and a new text in the folder: who can only
 * register connectors cannot have a secret sent elsewhere.
 */
final class MountedSecrets {
    private final JdbcClient state;
    private final @Nullable SecretsFolder folder;

    MountedSecrets(JdbcClient state, @Nullable SecretsFolder folder) {
        this.state = state;
        this.folder = folder;
    }

    static MountedSecrets of(JdbcClient state, VaultFiles files) {
        return new MountedSecrets(state, files.secrets().map(SecretsFolder::new).orElse(null));
    }

    /** What became of a wanted use. */
    enum Use {
        FITS,
        REFUSED_BEFORE,
        REFUSED_NOW
    }

    Optional<Secret> open(String connector, String field) {
        return folder == null ? Optional.empty() : folder.open(connector, field);
    }

    Set<String> fields(String connector) {
        return folder == null ? Set.of() : folder.fields(connector);
    }

    /** Binds a secret that nothing used yet, and tells whether this use is the one it is bound to. */
    Use use(String connector, String field, String use) {
        int fitting = state.sql("""
                        insert into vault_mounted (connector, field, bound_to) values (?, ?, ?)
                        on conflict (connector, field) do update set refused = null where vault_mounted.bound_to = ?
                        """).params(connector, field, use, use).update();
        if (fitting > 0) {
            return Use.FITS;
        }
        int fresh = state.sql("""
                        update vault_mounted set refused = ?
                        where connector = ? and field = ? and refused is distinct from ?
                        """).params(use, connector, field, use).update();
        return fresh > 0 ? Use.REFUSED_NOW : Use.REFUSED_BEFORE;
    }

    /** Binds a secret anew for somebody who knows it; another text changes nothing. */
    void given(String connector, String field, Secret given, String use) {
        open(connector, field)
                .filter(mounted -> MessageDigest.isEqual(bytes(mounted), bytes(given)))
                .ifPresent(same -> state.sql("""
                        insert into vault_mounted (connector, field, bound_to) values (?, ?, ?)
                        on conflict (connector, field) do update set bound_to = excluded.bound_to, refused = null
                        """).params(connector, field, use).update());
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
