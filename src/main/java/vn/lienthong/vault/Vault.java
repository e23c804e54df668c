package vn.lienthong.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;

/** Keeps secrets sealed: what goes in is never shown again, only used. */
public interface Vault extends Secrets {
    /** Owns the secrets of the hub itself; no connector of this name has any. */
    String HUB = "hub";

    /** Seals a secret and keeps it, in place of an earlier one. It is bound at its first use. */
    void seal(String connector, String field, Secret secret);

    /**
     * Seals a secret for one use only and keeps it, in place of an earlier one. Who brings the text of a mounted secret binds that
     * one to this use, too.
     *
     * @param use a mark of what the secret opens
     */
    void seal(String connector, String field, Secret secret, String use);

    /** Binds a mounted secret that is not bound yet; nothing happens where none is mounted. */
    void bind(String connector, String field, String use);

    @Override
    Optional<Secret> open(String connector, String field);

    /** Forgets one secret; nothing happens where none is kept. */
    void forget(String connector, String field);

    /** Forgets every sealed secret of a connector. What its mounted ones are bound to stays known. Tells how many there were. */
    int forget(String connector);

    /** The fields of a connector that have a secret, kept here or in the secrets folder. */
    Set<String> fields(String connector);

    /**
     * Seals bytes for somebody else to keep, who tells where by {@link KeepsSealed}.
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
     * The vault in a hub's migrated database, with the key that {@code files} names or that of {@code data/key}, which is made at
     * the first start.
     *
     * @param transaction in which a secret is voided and that is recorded, whatever the caller's own transaction does
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when the key is missing, is named twice or is not the one the database was sealed with
     */
    static Vault open(
            JdbcClient state,
            Path data,
            VaultFiles files,
            Journal journal,
            TransactionOperations transaction,
            Clock clock) {
        KeyCanary canary = new KeyCanary(state, KeySource.of(files, data));
        Keyring keys = new Keyring(new WrappedKeys(state, clock), canary);
        return SealedVault.with(keys, state, files, journal, transaction, clock);
    }
}
