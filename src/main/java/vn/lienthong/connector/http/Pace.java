package vn.lienthong.connector.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast one partner is asked: evenly, no faster than agreed, a few requests at once after a rest; and not at all for as long as
 * the partner has asked for. Of one node; thread-safe.
 */
public final class Pace {
    private static final int AT_ONCE = 5;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private long nextAt = System.nanoTime() - AT_ONCE * MINUTE_NANOS;
    private Instant notBefore = Instant.EPOCH;

    /**
     * Takes a turn.
     *
     * @param most how long it may be waited for
     * @return how long to wait for it; null, with nothing taken, where that is longer
     */
    synchronized @Nullable Duration turn(int perMinute, Duration most) {
        long apart = MINUTE_NANOS / perMinute;
        long now = System.nanoTime();
        long turn = Math.max(nextAt + apart, now - AT_ONCE * apart);
        if (turn - now > most.toNanos()) {
            return null;
        }
        nextAt = turn;
        return Duration.ofNanos(Math.max(0, turn - now));
    }

    /** The partner wants to be left alone until then. */
    synchronized void rest(Instant until) {
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** Until when the partner wants to be left alone; long ago where it does not. */
    synchronized Instant restsUntil() {
        return notBefore;
    }
}
