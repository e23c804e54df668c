package vn.lienthong.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account of who did what. Called before an act is answered; if it throws, the act is refused. */
public interface Journal {
    /** Records one entry; returns when it is durable. */
    void record(Entry entry);

    /** Records one entry within the caller's transaction: act and entry become durable together, or neither does. */
    default void recordWithin(Entry entry) {
        record(entry);
    }

    /**
     * One act.
     *
     * @param actor who, e.g. {@code first-administrator} or {@code schedule}
     * @param act what, a past-tense code: {@code connector.registered}
     * @param subject what it was done to: {@code connector/smas-hanoi}
     * @param outcome {@code done} or {@code refused}
     * @param reason the words a person gave, at most {@value #MOST_REASON} letters, or null
     * @param details further facts; never row content, never secrets
     */
    record Entry(
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason,
            Map<String, String> details) {
        /** Whoever reads the journal later wants a reason, not an essay; and nobody may fill it. */
        public static final int MOST_REASON = 500;

        /** Refuses an overlong reason, and with it the act that would be recorded. */
        public Entry {
            if (reason != null && reason.codePointCount(0, reason.length()) > MOST_REASON) {
                throw new HubException(KernelError.REASON_TOO_LONG, Map.of("most", MOST_REASON));
            }
        }
    }
}
