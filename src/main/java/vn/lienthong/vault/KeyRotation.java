package vn.lienthong.vault;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Puts the next master key in place of the one in use. All data keys are wrapped anew and another one is added in one transaction;
 * what is sealed under the older ones is sealed anew by {@link Resealing}. Wherever it is stopped, the hub starts with the key that
 * fits, and asking once more goes on.
 */
final class KeyRotation {
    private final KeySource source;
    private final KeyCanary canary;
    private final WrappedKeys wrapped;
    private final Keyring keys;
    private final Journal journal;
    private final TransactionOperations transaction;
    private final Consumer<String> passing;

    /**
     * @param passing told each step that is about to be taken; a test stops there
     */
    KeyRotation(
            KeySource source,
            KeyCanary canary,
            WrappedKeys wrapped,
            Keyring keys,
            Journal journal,
            TransactionOperations transaction,
            Consumer<String> passing) {
        this.source = source;
        this.canary = canary;
        this.wrapped = wrapped;
        this.keys = keys;
        this.journal = journal;
        this.transaction = transaction;
        this.passing = passing;
    }

    /**
     * Rotates.
     *
     * @throws HubException CONFIGURATION where the key is not the hub's own and nobody has laid the next one beside it
     */
    void rotate(String actor) {
        passing.accept("making");
        VaultKey next = next();
        passing.accept("made");
        int number = Objects.requireNonNull(transaction.execute(status -> {
            wrapped.lock();
            VaultKey master = canary.proven();
            if (master.same(next)) {
                throw new HubException(
                        VaultError.KEY_NEXT_SAME, Map.of("file", source.place(), "next", source.nextPlace()));
            }
            int fresh = wrapped.rewrap(master, next);
            canary.replace(next);
            passing.accept("wrapped");
            journal.recordWithin(new Journal.Entry(
                    actor, "vault.rotated", "vault", "done", null, Map.of("key", Integer.toString(fresh))));
            passing.accept("recorded");
            return fresh;
        }));
        passing.accept("committed " + number);
        canary.takeOver();
        passing.accept("in place");
        keys.look();
    }

    /** Whether the key in use still lies where the next one was given: whoever runs the hub has yet to put it in place. */
    boolean toBePutInPlace() {
        return source.key().filter(key -> key.same(keys.master())).isEmpty();
    }

    /** Where the key lies. */
    String place() {
        return source.place();
    }

    /** Where the next one is expected. */
    String nextPlace() {
        return source.nextPlace();
    }

    private VaultKey next() {
        return source.next().orElseGet(() -> {
            if (source instanceof KeyFile own && own.ours()) {
                return own.makeNext();
            }
            throw new HubException(
                    VaultError.KEY_NEXT_MISSING, Map.of("file", source.place(), "next", source.nextPlace()));
        });
    }
}
