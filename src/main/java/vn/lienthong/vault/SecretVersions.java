package vn.lienthong.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Secret;

/**
 * Beside the secret in use, which alone {@link Secrets} hands out: the next one, until it has been tried, and the one before, as
 * long as it may be wanted back. Both go when the one in use is forgotten or void. The caller brings the transaction.
 */
public interface SecretVersions {
    /** Where a version stands. */
    enum Stage {
        NEXT,
        IN_USE,
        BEFORE
    }

    /**
     * A version; its text is never shown.
     *
     * @param since when it was sealed
     * @param endsOn the last day on which it opens anything, null where nobody said
     */
    record Version(
            String field,
            Stage stage,
            Instant since,
            @Nullable LocalDate endsOn) {}

    /** Whether the hub keeps a secret for this use; a mounted one is none of the hub's, and has no versions. */
    boolean inUse(String connector, String field, String use);

    /** Says when the secret in use ends; null for unknown. */
    void ends(String connector, String field, @Nullable LocalDate on);

    /** Seals the next secret, in place of one that waits already. Gives its number, by which it is put in use. */
    long next(String connector, String field, Secret secret, String use, @Nullable LocalDate endsOn);

    /** The number of the next secret, where one waits. */
    OptionalLong waiting(String connector, String field);

    /** Opens the next secret for the use it was given for; empty where it is gone or for another. */
    Optional<Secret> open(long number, String use);

    /**
     * Puts the next secret in use.
     *
     * @param keepBefore whether the one in use until now may be wanted back; else it is destroyed
     * @return false where another one took its place meanwhile
     */
    boolean flip(long number, boolean keepBefore);

    /** Puts the one before in use again; false where there is none. */
    boolean takeBack(String connector, String field);

    /** Destroys a version; false where there is none. The one in use cannot be destroyed so. */
    boolean destroy(String connector, String field, Stage stage);

    /** What there is of a connector, the one in use first. */
    List<Version> of(String connector);

    /** What ends some day, of every connector, by connector. */
    List<Ending> endings();

    /**
     * A secret in use that ends.
     *
     * @param on the last day on which it opens anything
     */
    record Ending(String connector, String field, LocalDate on) {}
}
