package vn.lienthong.sample;

/**
 * A mistake as real records have them. Some a mapping mends, some the checks of the jobs that bring pupils refuse, and three are seen
 * by nobody but the population registry.
 */
public enum Fault {
    /** Eleven digits. */
    PERSONAL_ID_SHORT(true),
    /** The digit of the other sex. */
    PERSONAL_ID_OTHER_SEX(true),
    /** Another year of birth. */
    PERSONAL_ID_OTHER_YEAR(true),
    /** The id of the pupil before, who is of the same sex and year. */
    PERSONAL_ID_TWICE(true),
    /** An id that looks well and was given to nobody: the population registry does not know it. */
    NOT_REGISTERED(false),
    /** The registry has another birth date to this id. */
    REGISTERED_BIRTH_DATE_OTHER(false),
    /** The registry has another name to this id. */
    REGISTERED_NAME_OTHER(false),
    /** Dots and spaces between the digits. */
    PERSONAL_ID_SPACED(false),
    /** A province code that never was. */
    PROVINCE_UNKNOWN(true),
    /** Neither of the two known values. */
    SEX_UNKNOWN(true),
    /** Born years after today. */
    BIRTH_DATE_FUTURE(true),
    /** The thirty-first of February. */
    BIRTH_DATE_IMPOSSIBLE(true),
    /** No name at all. */
    NAME_MISSING(true),
    /** Letters and marks stored apart (NFD). */
    NAME_DECOMPOSED(false),
    /** Spaces around and twice between. */
    NAME_SPACED(false),
    /** A class of grade 13. */
    GRADE_UNKNOWN(true);

    private final boolean refused;

    Fault(boolean refused) {
        this.refused = refused;
    }

    /** Whether the row itself tells that it is wrong and no mapping can mend it: it belongs into quarantine. */
    public boolean refused() {
        return refused;
    }
}
