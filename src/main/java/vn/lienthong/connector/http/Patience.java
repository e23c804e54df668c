package vn.lienthong.connector.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;

/**
 * Patience with a partner: asks at the agreed pace, again where a request that changes nothing was unlucky, and not before the partner
 * wants to be asked again. One thread at a time.
 */
public final class Patience {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A run waits no longer itself; it pauses, and the hub tries again later. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(60);
    /** One who asks for more may be wrong; he is asked once a day. */
    private static final Duration MOST_REST = Duration.ofDays(1);

    private final Opening opening;
    private final Pace pace;
    private final HttpFailures failures;
    private long endsAt;
    private boolean ends;

    /** @param pace what all sessions of the connector keep to together */
    public Patience(Opening opening, Pace pace) {
        this.opening = opening;
        this.pace = pace;
        this.failures = new HttpFailures(opening);
    }

    /** All that is asked from now on has so long together, with every wait. */
    public void within(Duration most) {
        endsAt = System.nanoTime() + most.toNanos();
        ends = true;
    }

    /**
     * This long, or what is left of the time there is.
     *
     * @throws HubException UNAVAILABLE where nothing is
     */
    public Duration left(Duration usual) {
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            throw failures.error(
                    HttpError.TOO_SLOW, Map.of("host", opening.settings().text("host")), null);
        }
        return left.compareTo(usual) < 0 ? left : usual;
    }

    private Duration left() {
        return ends ? Duration.ofNanos(endsAt - System.nanoTime()) : Duration.ofDays(1);
    }

    /** How long an answer may take, as the settings say. */
    public Duration limit() {
        return Duration.ofSeconds(opening.settings().integer("timeout_seconds"));
    }

    /**
     * Asks until there is an answer, four times in all.
     *
     * @param once one try; each begins with {@link #turn}
     * @param unlucky the reply of a try that another may do better than; null where it is an answer
     * @throws HubException UNAVAILABLE where the partner wants to be left alone for long
     */
    public <T> T patiently(Supplier<T> once, Function<T, Exchanges.@Nullable Reply> unlucky) {
        for (int attempt = 1; ; attempt++) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
            try {
                T answer = once.get();
                Exchanges.Reply reply = unlucky.apply(answer);
                if (reply == null || attempt == ATTEMPTS) {
                    return answer;
                }
                pause = asked(reply, pause);
                if (pause.compareTo(left()) >= 0) {
                    return answer;
                }
            } catch (HubException failed) {
                if (failed.code().kind() != ErrorKind.UNAVAILABLE
                        || failed.code() == HttpError.TOLD_TO_WAIT
                        || failed.code() == ConnectorError.PACE_USED_UP
                        || attempt == ATTEMPTS
                        || pause.compareTo(left()) >= 0) {
                    throw failed;
                }
            }
            sleep(pause);
        }
    }

    /** Whether a status says that the partner may answer otherwise soon. */
    public static boolean passing(int status) {
        return status == 429 || status >= 500;
    }

    /**
     * Waits for the turn to ask.
     *
     * @throws HubException UNAVAILABLE where the partner wants to be left alone, or nobody can say whose turn it is
     */
    public void turn() {
        leftAlone();
        int perMinute = opening.settings().integer("per_minute");
        Duration wait = pace.turn(perMinute, left());
        leftAlone(); // another node may have been told so
        if (wait == null) {
            throw failures.error(ConnectorError.PACE_USED_UP, Map.of("perMinute", perMinute), null);
        }
        sleep(wait);
    }

    private void leftAlone() {
        Instant now = opening.clock().instant();
        Instant rests = pace.restsUntil(now);
        if (rests.isAfter(now)) {
            throw toldToWait(rests);
        }
    }

    /** The partner asked too often for other answers. */
    public HubException toldToWait() {
        return toldToWait(opening.clock().instant().plus(MOST_PATIENCE));
    }

    /** How long the partner wants to be left alone; where that is long, the read ends here and goes on later. */
    private Duration asked(Exchanges.Reply reply, Duration usual) {
        Instant now = opening.clock().instant();
        Instant most = now.plus(MOST_REST);
        Optional<Instant> until = until(reply.retryAfter(), now).map(at -> at.isAfter(most) ? most : at);
        if (until.isEmpty()) {
            return usual;
        }
        Duration wait = Duration.between(now, until.get());
        if (wait.compareTo(MOST_PATIENCE) > 0) {
            pace.rest(until.get());
            throw toldToWait(until.get());
        }
        return wait.compareTo(usual) > 0 ? wait : usual;
    }

    /** Seconds, or a date as HTTP writes it (RFC 9110, 10.2.3); what is neither says nothing. */
    private static Optional<Instant> until(String retryAfter, Instant now) {
        if (retryAfter.matches("\\d{1,7}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(retryAfter)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private HubException toldToWait(Instant until) {
        return failures.error(HttpError.TOLD_TO_WAIT, Map.of("until", until), null);
    }

    /** Waits for something else than a turn. */
    public void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            throw failures.interrupted(interrupted);
        }
    }
}
