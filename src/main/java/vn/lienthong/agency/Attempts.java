package vn.lienthong.agency;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/**
 * Lets whoever guesses wait: after five failures of a name, and of an address, for 5 s, then twice as long each time, at most for a
 * quarter of an hour. What comes while one waits is not looked at and does not make it longer, and a day later all is forgotten, so
 * that nobody is locked out for good. Names that nobody has wait like all others.
 */
@Component
public class Attempts {
    static final int FREE = 5;

    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final String UNTIL = """
            agency_attempts.last_at + make_interval(secs => case when agency_attempts.failures < 5 then 0
            else least(900, 5 * 2 ^ least(agency_attempts.failures - 5, 10)) end)
            """;

    private final JdbcClient state;
    private final Clock clock;

    Attempts(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * Begins an attempt, which counts as failed until it is known to be none: many at once are counted one by one.
     *
     * @throws HubException DENIED, saying for how many seconds to wait
     */
    void begin(String name, String address) {
        begin(address);
        begin(name(name));
    }

    /**
     * The same, of an attempt at something that is no account of a person.
     *
     * @param kind what it is, so that it is not taken for a person of the same name
     * @throws HubException DENIED, saying for how many seconds to wait
     */
    public void begin(String name, String address, String kind) {
        begin(address);
        begin(Fingerprint.of(kind + " " + name));
    }

    /** Begins an attempt that names nobody: what somebody brings from a sign-in provider. */
    void begin(String address) {
        begin(address(address));
    }

    /** It was no guess. Earlier failures of the address stay, with their time: whoever has an account may still guess at those of others. */
    void succeeded(String name, String address) {
        state.sql("delete from agency_attempts where key = :key")
                .param("key", name(name))
                .update();
        succeeded(address);
    }

    /** The same, of an attempt that named nobody. */
    void succeeded(String address) {
        state.sql("""
                        update agency_attempts set failures = failures - 1, last_at = coalesce(before_at, last_at)
                        where key = :key and failures > 0
                        """).param("key", address(address)).update();
    }

    private void begin(byte[] key) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        state.sql("delete from agency_attempts where last_at < :forgotten")
                .param("forgotten", now.minus(FORGOTTEN))
                .update();
        boolean begun = state.sql("""
                        insert into agency_attempts (key, failures, last_at) values (:key, 1, :now)
                        on conflict (key) do update set failures = agency_attempts.failures + 1,
                            before_at = agency_attempts.last_at, last_at = :now
                        where
                        """ + UNTIL + " <= :now")
                        .param("key", key)
                        .param("now", now)
                        .update()
                == 1;
        if (!begun) {
            throw new HubException(AgencyError.SIGN_IN_WAIT, Map.of("seconds", left(key, now)));
        }
    }

    private long left(byte[] key, OffsetDateTime now) {
        return state.sql("select ceil(extract(epoch from " + UNTIL + " - :now)) from agency_attempts where key = :key")
                .param("now", now)
                .param("key", key)
                .query(Long.class)
                .optional()
                .filter(seconds -> seconds > 0)
                .orElse(1L);
    }

    private static byte[] name(String name) {
        return Fingerprint.of("name " + name);
    }

    private static byte[] address(String address) {
        return Fingerprint.of("address " + Neighbourhood.of(address));
    }
}
