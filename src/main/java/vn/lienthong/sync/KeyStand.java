package vn.lienthong.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/**
 * Whether a job's source or target has a row of a key, as of one moment.
 *
 * @param where the job's route
 * @param agency who answers for the job
 * @param side which end of the job
 * @param found how it is there
 * @param at when it was asked, or was not
 * @param why why it could not be asked; null where it could
 * @param remedy what can be done about that; null where it could
 * @param values what the columns of the row hold that the job reads or writes, masked by their classes; empty where there is none or several
 */
public record KeyStand(
        JobName job,
        String where,
        AgencyCode agency,
        Side side,
        DatasetName dataset,
        Found found,
        Instant at,
        @Nullable Text why,
        @Nullable Text remedy,
        Map<String, String> values) {
    /** An end of a job. */
    public enum Side {
        SOURCE,
        TARGET
    }

    /** What a system says. */
    public enum Found {
        /** It has a row of the key; of a target, in the job's own part. */
        THERE,
        /** It has several. */
        SEVERAL,
        /** It has none. */
        NOT_THERE,
        /** It could not be asked. */
        NOT_ASKED
    }

    /** So many rows of one key are told from one. */
    static final List<Found> BY_COUNT = List.of(Found.NOT_THERE, Found.THERE, Found.SEVERAL);

    @Override
    public String toString() {
        return "KeyStand[" + where + ", " + side + ", " + found + "]";
    }
}
