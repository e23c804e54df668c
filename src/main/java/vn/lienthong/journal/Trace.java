package vn.lienthong.journal;

import org.jspecify.annotations.Nullable;

/**
 * What the journal itself adds to an entry.
 *
 * @param form how the entry is hashed; entries of the first form name neither where they came from nor whom they concern
 * @param from the network address of whoever asked, null for what the hub did by itself
 * @param person the keyed hash of the person whose data was touched, in hex; null where it was nobody's
 */
record Trace(int form, @Nullable String from, @Nullable String person) {
    static final int FIRST_FORM = 1;
    static final int FORM = 2;

    /** Of an entry that is written now. */
    static Trace of(@Nullable String from, @Nullable String person) {
        return new Trace(FORM, from, person);
    }
}
