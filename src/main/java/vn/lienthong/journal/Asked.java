package vn.lienthong.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in the journal; null asks for anything.
 *
 * @param since the first moment
 * @param until the moment after the last
 * @param agency the code of one that the entries concern
 * @param person the keyed hash of a person, in hex; never the id
 * @param within codes of agencies: only entries that concern one of them
 * @param but acts that are not wanted; with any of them, entries that concern no agency are not wanted either
 */
record Asked(
        @Nullable String actor,
        @Nullable String act,
        @Nullable String subject,
        @Nullable Outcome outcome,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String agency,
        @Nullable String person,
        @Nullable Set<String> within,
        Set<String> but) {
    /** How acts end. */
    enum Outcome {
        DONE,
        REFUSED
    }

    /** Everything. */
    static final Asked ANYTHING = new Asked(null, null, null, null, null, null, null, null, null, Set.of());

    /** Everything about one person. */
    static Asked about(String person) {
        return about(person, null, Set.of());
    }

    /**
     * What became of one person's data: entries that concern an agency.
     *
     * @param subject of this alone; null for all
     * @param but other acts than these
     */
    static Asked about(String person, @Nullable String subject, Set<String> but) {
        return new Asked(null, null, subject, null, null, null, null, person, null, but);
    }

    /** The same, of entries that concern one of these agencies. */
    Asked within(Set<String> agencies) {
        return new Asked(actor, act, subject, outcome, since, until, agency, person, agencies, but);
    }

    /** The same as details of an entry: that somebody read the journal is recorded with what they looked for. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        put(details, "actor", actor);
        put(details, "act", act);
        put(details, "subject", subject);
        put(details, "outcome", outcome);
        put(details, "since", since);
        put(details, "until", until);
        put(details, "agency", agency);
        return details;
    }

    private static void put(Map<String, String> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
