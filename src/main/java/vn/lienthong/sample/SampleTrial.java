package vn.lienthong.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lets a newcomer change one pupil in Hanoi's system, and sees how long the change takes to the ministry's database. */
final class SampleTrial {
    static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final HanoiSystem hanoi;
    private final DataSource ministry;
    private final Clock clock;

    SampleTrial(HanoiSystem hanoi, DataSource ministry, Clock clock) {
        this.hanoi = hanoi;
        this.ministry = ministry;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param pupil the pupil's code
     * @param at when Hanoi's system had committed it
     * @param took how long after that it was seen in the ministry's database; null where it was not within {@link #PATIENCE}
     */
    record Arrival(String pupil, Instant at, @Nullable Duration took) {}

    /** Changes a pupil and waits for the change to arrive. */
    Arrival move() throws SQLException {
        Instant mark = clock.instant();
        String pupil = hanoi.moveOne(mark.toEpochMilli(), mark);
        Instant committed = clock.instant();
        try (Connection connection = ministry.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select updated_at >= ? from pupils where pupil_id = ?")) {
            query.setObject(1, mark.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
            query.setString(2, pupil);
            while (!arrived(query)) {
                if (clock.instant().isAfter(committed.plus(PATIENCE))) {
                    return new Arrival(pupil, committed, null);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        return new Arrival(pupil, committed, Duration.between(committed, clock.instant()));
    }

    private static boolean arrived(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
