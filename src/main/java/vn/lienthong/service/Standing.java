package vn.lienthong.service;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agreement stands on one day.
 *
 * @param suspension who stopped it; null where nobody did
 * @param basis how it stands on its legal instruments
 * @param outdated whether its file is wrong now, and its last good version in effect
 * @param days how many are left of its term, the last one counted
 * @param retirement how the version that it is about goes out of use
 */
record Standing(
        State state,
        Suspensions.@Nullable Suspension suspension,
        Basis basis,
        boolean outdated,
        long days,
        Retirement retirement) {
    /** Whether calls are answered, and why not. */
    enum State {
        /** Calls are answered. */
        ACTIVE,
        /** Its term has not begun. */
        TO_COME,
        /** Its term is over. */
        OVER,
        /** A person or the hub stopped it. */
        SUSPENDED,
        /** The version that it is about answers no more. */
        SERVICE_OVER,
        /** An instrument that it rests on is not in force. */
        WITHOUT_BASIS
    }

    static Standing of(
            Agreement agreement, KnownServices known, Map<String, Suspensions.Suspension> stopped, LocalDate today) {
        Basis basis = known.basis(agreement, today);
        Suspensions.Suspension suspension = stopped.get(agreement.name());
        Retirement retirement = known.retirement(agreement);
        State state = state(agreement, suspension != null, basis, today);
        return new Standing(
                retirement.over(today) && state != State.OVER ? State.SERVICE_OVER : state,
                suspension,
                basis,
                known.outdated(agreement),
                ChronoUnit.DAYS.between(today, agreement.until()) + 1,
                retirement);
    }

    private static State state(Agreement agreement, boolean stopped, Basis basis, LocalDate today) {
        if (today.isAfter(agreement.until())) {
            return State.OVER;
        }
        if (stopped) {
            return State.SUSPENDED;
        }
        if (today.isBefore(agreement.from())) {
            return State.TO_COME;
        }
        return basis.carries() ? State.ACTIVE : State.WITHOUT_BASIS;
    }

    /** Whether its term ends so soon that it should be renewed. */
    boolean endsSoon() {
        return (state == State.ACTIVE || state == State.SUSPENDED) && days <= Basis.NOTICE_DAYS;
    }

    /** Its shape: one that is answered and still asks for somebody is {@code slow}. */
    public String shape() {
        return switch (state) {
            case ACTIVE ->
                outdated || endsSoon() || retirement.announced() || basis.state() != Basis.State.FIRM ? "slow" : "ok";
            case SUSPENDED, WITHOUT_BASIS, SERVICE_OVER -> "fail";
            case TO_COME, OVER -> "off";
        };
    }
}
