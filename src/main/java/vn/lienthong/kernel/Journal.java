package vn.lienthong.kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The account of who did what. Called before an act is answered; if it throws, the act is refused. */
public interface Journal {
    /** Records one entry; returns when it is durable. */
    void record(Entry entry);

    /** Records entries in this order, all or none; returns when they are durable. */
    default void record(List<Entry> entries) {
        entries.forEach(this::record);
    }

    /** Records one entry within the caller's transaction: act and entry become durable together, or neither does. */
    default void recordWithin(Entry entry) {
        record(entry);
    }

    /** Records entries in this order within the caller's transaction. */
    default void recordWithin(List<Entry> entries) {
        entries.forEach(this::recordWithin);
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
     * @param concern whom it concerns, and by what right it was done
     */
    record Entry(
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason,
            Map<String, String> details,
            Concern concern) {
        /** Whoever reads the journal later wants a reason, not an essay; and nobody may fill it. */
        public static final int MOST_REASON = 500;

        /** Refuses an overlong reason, and with it the act that would be recorded. */
        public Entry {
            if (reason != null && reason.codePointCount(0, reason.length()) > MOST_REASON) {
                throw new HubException(KernelError.REASON_TOO_LONG, Map.of("most", MOST_REASON));
            }
        }

        /** An act that concerns nobody in particular. */
        public Entry(
                String actor,
                String act,
                String subject,
                String outcome,
                @Nullable String reason,
                Map<String, String> details) {
            this(actor, act, subject, outcome, reason, details, Concern.NONE);
        }

        /** The same act, which concerns these agencies, too; their auditors find it. */
        public Entry withAgency(AgencyCode... agencies) {
            List<String> all = Stream.concat(
                            concern.agencies().stream(), Stream.of(agencies).map(AgencyCode::value))
                    .distinct()
                    .sorted()
                    .toList();
            return with(new Concern(all, concern.under(), concern.person()));
        }

        /** The same act, done under an approval or an agreement: {@code approval/17}, {@code agreement/bhxh-2026}. */
        public Entry under(String paper) {
            return with(new Concern(concern.agencies(), paper, concern.person()));
        }

        /** The same act, which showed or changed what is known of one person. The journal keeps a keyed hash of the id only. */
        public Entry about(String personalId) {
            return with(new Concern(concern.agencies(), concern.under(), Secret.of(personalId)));
        }

        private Entry with(Concern other) {
            return new Entry(actor, act, subject, outcome, reason, details, other);
        }
    }

    /**
     * Whom an act concerns, and by what right it was done.
     *
     * @param agencies the codes of those whose things it touched, each once and in order
     * @param under the approval or agreement, null where it needed none
     * @param person the id of the one person whose data it touched; never kept, never printed
     */
    record Concern(
            List<String> agencies,
            @Nullable String under,
            @Nullable Secret person) {
        /** Of nobody in particular. */
        public static final Concern NONE = new Concern(List.of(), null, null);
    }
}
