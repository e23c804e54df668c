package vn.lienthong.route.failed;

import java.util.Locale;

/** How a failed exchange stands. */
public enum FailedState {
    /** It failed, and nobody has decided. */
    OPEN,
    /** A person wants it again; its turn has not come. */
    QUEUED,
    /** It is being taken up again. */
    REPLAYING,
    /** Whether it arrived nobody can tell: a node died, or an answer was lost, and the system cannot be asked. */
    UNKNOWN,
    /** It was taken up again and went through. */
    REPLAYED,
    /** It is over without it: whoever asked came again and was answered, or a person found that it had arrived. */
    SETTLED,
    /** A person decided that it need not arrive. */
    DISCARDED;

    /** Whether somebody still has to do something. */
    public boolean waits() {
        return ordinal() <= UNKNOWN.ordinal();
    }

    /** As tables, addresses and programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FailedState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
