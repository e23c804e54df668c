package vn.lienthong.connector.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Turns;
import vn.lienthong.kernel.ConnectorName;

/**
 * How fast one partner is asked: evenly, no faster than agreed, a few requests at once after a rest; and not at all for as long as
 * the partner has asked for. All nodes that share the turns keep to it together: each takes the turns of a moment at a time, and those
 * that it does not use in time are nobody's. Thread-safe.
 */
public final class Pace {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    /** How much is taken at a time: so long another node may have to wait, and so seldom the hub's database is asked. */
    private static final long MOMENT_NANOS = Duration.ofMillis(200).toNanos();

    private final ConnectorName connector;
    private final Turns turns;
    /** Of the turns that were taken and not used: how many, how far apart, and when the next is by {@link System#nanoTime}. */
    private int left;

    private long apart;
    private long nextAt;
    private @Nullable Instant notBefore;

    /** The pace of one connector. */
    public Pace(ConnectorName connector, Turns turns) {
        this.connector = connector;
        this.turns = turns;
    }

    /**
     * Takes a turn.
     *
     * @param most how long it may be waited for
     * @return how long to wait for it; null, with nothing taken, where that is longer
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where nobody can say whose turn it is
     */
    synchronized @Nullable Duration turn(int perMinute, Duration most) {
        long agreed = MINUTE_NANOS / perMinute;
        if (agreed != apart) {
            left = 0;
            apart = agreed;
        }
        dropStale();
        if (left == 0 && !take(most)) {
            return null;
        }
        long wait = nextAt - System.nanoTime();
        if (wait > most.toNanos()) {
            return null;
        }
        nextAt += apart;
        left--;
        return Duration.ofNanos(Math.max(0, wait));
    }

    /** Turns that lie too far behind are not made up for. */
    private void dropStale() {
        long late = System.nanoTime() - Turns.AT_ONCE * apart - nextAt;
        if (left > 0 && late > 0) {
            long stale = Math.min(left, (late + apart - 1) / apart);
            left -= (int) stale;
            nextAt += stale * apart;
        }
    }

    private boolean take(Duration most) {
        int count = (int) Math.max(1, MOMENT_NANOS / apart);
        Turns.Block taken = turns.take(connector, Duration.ofNanos(apart), count, most);
        notBefore = taken.restsUntil();
        if (taken.first() == null) {
            return false;
        }
        nextAt = System.nanoTime() + taken.first().toNanos();
        left = count;
        return true;
    }

    /** The partner wants to be left alone until then. */
    synchronized void rest(Instant until) {
        if (notBefore == null || until.isAfter(notBefore)) {
            notBefore = until;
        }
        turns.rest(connector, until);
    }

    /** Until when the partner wants to be left alone; long ago where it does not. */
    synchronized Instant restsUntil(Instant now) {
        if (notBefore != null && notBefore.isAfter(now)) {
            notBefore = turns.restsUntil(connector); // whoever changed the connector may have ended the rest
        }
        return notBefore == null ? Instant.EPOCH : notBefore;
    }
}
