package vn.lienthong.person;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/**
 * A request to erase one person.
 *
 * @param agency for which it was made
 * @param dataset where the identifying column stands; null for every dataset that has it
 * @param basis the legal basis, in the words of whoever asked
 * @param approval the request that a second person decides
 * @param approver who approved it; null before
 * @param ended when all of it was done, or it was dropped; null before
 * @param lifted when its rows were let in again; null where they are left out
 */
record Erasure(
        long number,
        AgencyCode agency,
        @Nullable DatasetName dataset,
        String column,
        String reason,
        String basis,
        String requester,
        Instant asked,
        State state,
        @Nullable Long approval,
        @Nullable String approver,
        @Nullable Instant approved,
        @Nullable Instant ended,
        @Nullable Instant lifted) {
    /** How far it is. */
    enum State {
        /** Waits for a second person. */
        ASKED,
        /** Approved; not every place is done. */
        OPEN,
        DONE,
        /** Declined, withdrawn or not decided in time. */
        DROPPED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a place. */
    enum Outcome {
        ERASED,
        NOTHING,
        /** Could not be; is tried again by itself, and the erasure stays open. */
        WAITS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One place and what became of it.
     *
     * @param job empty for what belongs to no job
     * @param what quarantine, target or answers
     * @param rows how many rows were erased; of a place that waits, how many are known to be there
     * @param code of why it waits; null where it does not
     */
    record Place(
            String job,
            String what,
            Outcome outcome,
            int rows,
            @Nullable String code,
            @Nullable Text why,
            int tries,
            Instant at) {}

    String subject() {
        return "erasure/" + number;
    }
}
