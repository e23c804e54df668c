package vn.lienthong.quarantine;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * Held rows of one job with one reason.
 *
 * @param rows how many
 * @param firstSeen when the oldest came
 * @param lastSeen when a run last refused one of them
 */
public record ReasonGroup(
        String job,
        String dataset,
        String agency,
        String code,
        @Nullable String field,
        Text reason,
        long rows,
        OffsetDateTime firstSeen,
        OffsetDateTime lastSeen) {}
