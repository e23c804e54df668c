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
     * @param reason the words a person gave, or null
     * @param details further facts; never row content, never secrets
     */
    record Entry(
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason,
            Map<String, String> details) {}
}
