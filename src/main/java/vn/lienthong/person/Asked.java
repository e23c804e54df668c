package vn.lienthong.person;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.quarantine.Sought;

/**
 * What somebody asks about one person.
 *
 * @param agency for which he asks: only what it and the agencies below it answer for is looked at
 * @param reason why, in his words; it stands in the journal
 */
record Asked(AgencyCode agency, Sought sought, String reason) {
    private static final int MOST = 200;
    /** Shorter values stand in many words by chance. */
    private static final int TELLING = 6;

    /**
     * As it was typed.
     *
     * @throws HubException CONFIGURATION naming what is missing or cannot be
     */
    static Asked of(
            @Nullable String agency,
            @Nullable String dataset,
            @Nullable String column,
            @Nullable String value,
            @Nullable String reason) {
        if (text(column).isEmpty() || text(value).isEmpty()) {
            throw new HubException(PersonError.VALUE_MISSING, Map.of());
        }
        if (text(value).length() > MOST || text(column).length() > MOST) {
            throw new HubException(PersonError.VALUE_TOO_LONG, Map.of("most", MOST));
        }
        if (text(reason).isEmpty()) {
            throw new HubException(PersonError.REASON_MISSING, Map.of());
        }
        DatasetName in = text(dataset).isEmpty() ? null : DatasetName.parse(text(dataset));
        refuseAsColumn(text(column));
        Asked asked = new Asked(
                AgencyCode.parse(text(agency)), new Sought(in, text(column), Secret.of(text(value))), text(reason));
        asked.refuseIn(asked.reason());
        asked.refuseIn(text(column));
        return asked;
    }

    /**
     * Words that are kept must not hold what is looked for.
     *
     * @throws HubException CONFIGURATION where they do
     */
    void refuseIn(String words) {
        boolean telling = sought.identity().length() >= TELLING;
        if (telling && sought.spellings().stream().anyMatch(words::contains)) {
            throw new HubException(PersonError.VALUE_IN_WORDS, Map.of());
        }
    }

    /** Column and value are soon swapped, and the column is kept for good. */
    private static void refuseAsColumn(String column) {
        if (column.replaceAll("\\P{Alnum}", "").matches("\\d{" + TELLING + ",}")) {
            throw new HubException(PersonError.COLUMN_IS_NUMBER, Map.of());
        }
    }

    /** What was typed, on one line: no identifier and no reason holds a character that cannot be seen. */
    static String text(@Nullable String given) {
        return given == null ? "" : given.replaceAll("\\p{Cc}+", " ").strip();
    }
}
