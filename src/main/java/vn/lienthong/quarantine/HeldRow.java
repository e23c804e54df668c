package vn.lienthong.quarantine;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * A rejected row as lists show it: without content.
 *
 * @param id its number
 * @param job the sync job that refused it
 * @param dataset where it was read
 * @param agency who answers for it
 * @param run the run that saw it first
 * @param ordinal its number in that read
 * @param state held, released, discarded or superseded
 * @param field the target field the reason is about, null for the whole row
 * @param valueClass what kind of value was found
 * @param code groups go by it
 * @param reason in words
 * @param repeats how many runs refused it
 * @param edited whether a person has changed it here
 * @param decidedBy who settled it, null while held
 * @param decision the reason given, null while held
 */
public record HeldRow(
        long id,
        String job,
        String dataset,
        String agency,
        long run,
        long ordinal,
        String state,
        @Nullable String field,
        String valueClass,
        String code,
        Text reason,
        int repeats,
        boolean edited,
        OffsetDateTime firstSeen,
        OffsetDateTime lastSeen,
        @Nullable String decidedBy,
        @Nullable String decision) {}
