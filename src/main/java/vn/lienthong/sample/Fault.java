package vn.lienthong.sample;

/** A mistake as real records have them. Some a mapping mends, the others the sample's checks refuse. */
public enum Fault {
    /** Eleven digits. */
    PERSONAL_ID_SHORT(true),
    /** The digit of the other sex. */
    PERSONAL_ID_OTHER_SEX(true),
    /** Another year of birth. */
    PERSONAL_ID_OTHER_YEAR(true),
    /** The id of the pupil before, who is of the same sex and year. */
    PERSONAL_ID_TWICE(true),
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

    /** Whether no mapping can mend it: the row belongs into quarantine. */
    public boolean refused() {
        return refused;
    }
}
