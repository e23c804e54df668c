package vn.lienthong.connector;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import vn.lienthong.kernel.ConnectorName;

/** Hands out the turns at which partners are asked: each turn once, whoever takes it. For every thread. */
public interface Turns {
    /** How many turns may lie behind: after a rest, so many more than the one that is due may be used at once. */
    int AT_ONCE = 5;

    /** Those of all nodes that share a hub's migrated database. */
    static Turns in(JdbcClient state, PlatformTransactionManager transactions) {
        return new KeptTurns(state, transactions);
    }

    /**
     * Takes some turns in a row. Not asked within a transaction of the hub's database.
     *
     * @param apart how far apart the turns of this connector are; above nought, and told to the microsecond
     * @param count how many; what is not used is lost
     * @param most how long the first may be waited for
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE with {@link ConnectorError#PACE_UNKNOWN} where nobody can say which are free
     */
    Block take(ConnectorName connector, Duration apart, int count, Duration most);

    /**
     * Turns that were taken.
     *
     * @param first when the first is, from now on; below nought where it is behind; null, with nothing taken, where it is too late
     * @param restsUntil until when the partner wants to be left alone; null where he does not
     */
    record Block(@Nullable Duration first, @Nullable Instant restsUntil) {}

    /**
     * The partner wants to be left alone until then, or longer where he said so before.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where that cannot be kept
     */
    void rest(ConnectorName connector, Instant until);

    /**
     * Until when the partner wants to be left alone; null where he does not.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where nobody can say
     */
    @Nullable
    Instant restsUntil(ConnectorName connector);
}
