package vn.lienthong.approval;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * Something that one person asked for and a second one decides.
 *
 * @param wanted what is asked for
 * @param requester who asked
 * @param expires until when it can be decided
 * @param state what became of it
 * @param decidedBy who decided or withdrew it; null while it is open
 * @param words what he said to it; null where nothing
 */
public record Approval(
        long number,
        Wanted wanted,
        String requester,
        Instant asked,
        Instant expires,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String words) {
    /**
     * What is asked for.
     *
     * @param kind as {@link Approvable#kind()}
     * @param subject the thing, as the journal names it: {@code run/17}; one request for each is open at a time
     * @param agency the agency that answers for it; null where it concerns the whole platform
     * @param act what the second person must be allowed to do there
     * @param what the act in one line, with its figure
     * @param page where the thing can be looked at
     * @param difference what would be other than it is, as shown to the second person; never row content
     * @param facts what the kind needs to carry it out
     * @param reason why, in the words of whoever asks
     */
    public record Wanted(
            String kind,
            String subject,
            @Nullable AgencyCode agency,
            Act act,
            Text what,
            String page,
            List<Change> difference,
            Map<String, String> facts,
            String reason) {}

    /** One thing that would be another: its name, as it is, as it would be. */
    public record Change(Text name, Text before, Text after) {}

    /** What became of a request. */
    public enum State {
        OPEN,
        APPROVED,
        DECLINED,
        WITHDRAWN,
        /** Nobody decided in time. */
        EXPIRED,
        /** What was asked for is another thing by now, or gone. */
        OVERTAKEN
    }

    Approval as(State other) {
        return new Approval(number, wanted, requester, asked, expires, other, decidedBy, decidedAt, words);
    }
}
