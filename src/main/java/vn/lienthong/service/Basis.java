package vn.lienthong.service;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agreement stands on its legal instruments on one day.
 *
 * @param legs one for each that it names, in its order
 */
record Basis(List<Leg> legs) {
    /** So many days before an end people are told of it. */
    static final int NOTICE_DAYS = 60;

    /** How one instrument carries an agreement, from the best to the worst. */
    enum State {
        FIRM,
        /** Nobody has put it on record: what it says, and until when it is in force, is not known here. */
        UNRECORDED,
        /** In force, but it ends soon and before the agreement does. */
        ENDING,
        /** Not in force yet. */
        TO_COME,
        /** In force no more. */
        LAPSED;

        /** Whether calls are answered with it. */
        public boolean carries() {
            return this != TO_COME && this != LAPSED;
        }
    }

    /**
     * One instrument under an agreement.
     *
     * @param name as the agreement names it
     * @param instrument null where it is not on record
     * @param days how many are left, the last one counted; 0 where no end is known or it is over
     */
    record Leg(String name, @Nullable Instrument instrument, State state, long days) {}

    /** Where every instrument stands for an agreement on a day. */
    static Basis of(Agreement agreement, Map<String, Instrument> known, LocalDate today) {
        return new Basis(agreement.legalBasis().stream()
                .map(name -> leg(name, known.get(name), agreement.until(), today))
                .toList());
    }

    private static Leg leg(String name, @Nullable Instrument instrument, LocalDate needed, LocalDate today) {
        if (instrument == null) {
            return new Leg(name, null, State.UNRECORDED, 0);
        }
        LocalDate last = instrument.until();
        long days = last == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(today, last) + 1);
        if (today.isBefore(instrument.from())) {
            return new Leg(name, instrument, State.TO_COME, days);
        }
        if (last == null) {
            return new Leg(name, instrument, State.FIRM, 0);
        }
        boolean outlived = last.isBefore(needed);
        return new Leg(
                name,
                instrument,
                days == 0 ? State.LAPSED : outlived && days <= NOTICE_DAYS ? State.ENDING : State.FIRM,
                days);
    }

    /** The one that carries least; of two that end, the one that ends first. */
    Leg weakest() {
        return legs.stream()
                .max(Comparator.comparing(Leg::state).thenComparing(Leg::days, Comparator.reverseOrder()))
                .orElseThrow();
    }

    State state() {
        return weakest().state();
    }

    /** Whether calls are answered: an agreement stands only on all that it names. */
    boolean carries() {
        return state().carries();
    }
}
