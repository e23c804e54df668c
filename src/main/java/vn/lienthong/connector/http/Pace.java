package vn.lienthong.connector.http;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast one partner is asked: evenly, no faster than agreed, a few requests at once after a rest; and not at all for as long as
 * the partner has asked for. Of one node; thread-safe.
 */
public final class Pace {
    private static final int AT_ONCE = 5;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private long nextAt = System.nanoTime() - AT_ONCE * MINUTE_NANOS;
    private Instant notBefore = Instant.EPOCH;

    /** Takes a turn, and gives how long to wait for it. */
    synchronized Duration turn(int perMinute) {
        long apart = MINUTE_NANOS / perMinute;
        long now = System.nanoTime();
        nextAt = Math.max(nextAt + apart, now - AT_ONCE * apart);
        return Duration.ofNanos(Math.max(0, nextAt - now));
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
