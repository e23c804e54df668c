package vn.lienthong.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Secret;

/** Keeps secrets sealed: what goes in is never shown again, only used. */
public interface Vault extends Secrets {
    /** Seals a secret and keeps it, in place of an earlier one. */
    void seal(String connector, String field, Secret secret);

    @Override
    Optional<Secret> open(String connector, String field);

    /** Forgets one secret; nothing happens where none is kept. */
    void forget(String connector, String field);

    /** Forgets every secret of a connector. */
    void forget(String connector);

    /** The fields of a connector that have a secret, kept here or in the secrets folder. */
    Set<String> fields(String connector);

    /**
     * Seals bytes for somebody else to keep.
     *
     * @param associated what they belong to, e.g. {@code quarantine/pupils-hanoi/17}; opening asks for the same
     */
    byte[] seal(byte[] plain, String associated);

    /**
     * Opens what {@link #seal(byte[], String)} sealed.
     *
     * @throws vn.lienthong.kernel.HubException when it was altered, belongs to something else or was sealed with another key
     */
    byte[] open(byte[] sealed, String associated);

    /**
     * The vault in a hub's migrated database, with the key of {@code files} or of {@code data/key}, which is made at the first
     * start.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when the key is missing or is not the one the database was sealed with
     */
    static Vault open(JdbcClient state, Path data, VaultFiles files, Clock clock) {
        Path own = data.resolve("key");
        VaultKey key =
                new KeyCanary(state).key(files.key().orElse(own), files.key().isEmpty());
        return new SealedVault(
                state, key, files.secrets().map(SecretsFolder::new).orElse(null), clock);
    }
}
