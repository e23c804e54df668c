package vn.lienthong.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;

/**
 * How one system that is asked single questions fares, of this node. Two batches of jobs at most ask it at a time, so that a slow
 * partner takes no more than two of the places that runs have; calls of services have places of their own, so that neither waits for
 * the other. After failures in a row it is left alone for a while; then one question is let through, and the others when that one was
 * answered. Thread-safe.
 */
public final class Partner {
    public static final int FAILURES_IN_A_ROW = 5;
    public static final Duration FIRST_REST = Duration.ofSeconds(10);
    public static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final Set<ErrorCode> OURS = Set.of(
            ConnectorError.PACE_USED_UP,
            ConnectorError.PACE_UNKNOWN,
            ConnectorError.PARTNER_BUSY,
            ConnectorError.PARTNER_RESTS,
            RegistryError.OCCUPIED);
    private static final int BATCHES_AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectorName connector;
    private final Clock clock;
    private final Duration patience;
    private final Semaphore places = new Semaphore(BATCHES_AT_ONCE, true);
    private int failures;
    private Duration rest = FIRST_REST;
    private Instant restsUntil = Instant.EPOCH;
    private boolean tried;

    public Partner(ConnectorName connector, Clock clock) {
        this(connector, clock, PATIENCE);
    }

    /** @param patience how long a batch waits for a place before its run pauses */
    Partner(ConnectorName connector, Clock clock, Duration patience) {
        this.connector = connector;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Takes a place for one batch; to be given back.
     *
     * @throws HubException UNAVAILABLE where others have them for longer
     */
    public void enter() {
        boolean entered;
        try {
            entered = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HubException(ConnectorError.LOST, Map.of("connector", connector, "why", "interrupted"));
        }
        if (!entered) {
            throw new HubException(
                    ConnectorError.PARTNER_BUSY, Map.of("connector", connector, "most", BATCHES_AT_ONCE));
        }
    }

    /** Gives the place of a batch back. */
    public void leave() {
        places.release();
    }

    /**
     * Puts one question, on the caller's thread, and knows how it went.
     *
     * @throws HubException UNAVAILABLE while the partner is left alone, or where others ask him for longer
     */
    public Answer ask(Supplier<Answer> question) {
        enter();
        try {
            ask();
            return settled(question);
        } finally {
            leave();
        }
    }

    /**
     * Does something with his system, on the caller's thread, and knows how it went; nobody waits for a place.
     *
     * @throws HubException UNAVAILABLE while the partner is left alone; else as the work
     */
    public <T> T guarded(Supplier<T> work) {
        return guarded(work, Partner::isHis);
    }

    /** @param isHis whether what went wrong is his doing */
    public <T> T guarded(Supplier<T> work, Predicate<HubException> isHis) {
        ask();
        boolean his = false;
        boolean done = false;
        try {
            T given = work.get();
            done = true;
            return given;
        } catch (HubException failed) {
            his = isHis.test(failed);
            throw failed;
        } finally {
            if (done) {
                answered();
            } else if (his) {
                failed();
            } else {
                notAsked();
            }
        }
    }

    private Answer settled(Supplier<Answer> question) {
        boolean his = false;
        boolean answered = false;
        try {
            Answer answer = question.get();
            answered = answer.failed().isEmpty();
            his = !answered;
            return answer;
        } catch (HubException failed) {
            his = isHis(failed);
            throw failed;
        } finally {
            if (answered) {
                answered();
            } else if (his) {
                failed();
            } else {
                notAsked();
            }
        }
    }

    /** Whether what went wrong is his doing: that the pace is used up, or a setting wrong, is not. */
    public static boolean isHis(HubException failed) {
        return failed.code().kind() == ErrorKind.UNAVAILABLE && !OURS.contains(failed.code());
    }

    /**
     * Asks leave for one question; to be followed by one of the three below.
     *
     * @throws HubException UNAVAILABLE while the partner is left alone
     */
    public synchronized void ask() {
        if (failures < FAILURES_IN_A_ROW) {
            return;
        }
        if (tried || clock.instant().isBefore(restsUntil)) {
            throw leftAlone();
        }
        tried = true;
    }

    /** Whether he has failed so often that one question goes before the others. */
    public synchronized boolean doubted() {
        return failures >= FAILURES_IN_A_ROW;
    }

    /** As it is now. */
    public synchronized Circuit circuit() {
        if (failures < FAILURES_IN_A_ROW) {
            return Circuit.CLOSED;
        }
        return tried || !clock.instant().isBefore(restsUntil) ? Circuit.HALF_OPEN : Circuit.OPEN;
    }

    /** The question had an answer, if only that it is a wrong question. */
    public synchronized void answered() {
        failures = 0;
        tried = false;
        rest = FIRST_REST;
    }

    /** The partner failed; gives whether he is left alone now. */
    public synchronized boolean failed() {
        failures++;
        if (failures == FAILURES_IN_A_ROW || tried) {
            restsUntil = clock.instant().plus(rest);
            Duration doubled = rest.multipliedBy(2);
            rest = doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled;
        }
        tried = false;
        return failures >= FAILURES_IN_A_ROW;
    }

    /** The question was not put, for no fault of the partner. */
    public synchronized void notAsked() {
        tried = false;
    }

    /** Why nothing is asked while he is left alone. */
    public synchronized HubException leftAlone() {
        return new HubException(
                ConnectorError.PARTNER_RESTS,
                Map.of("connector", connector, "failures", FAILURES_IN_A_ROW, "until", restsUntil));
    }
}
