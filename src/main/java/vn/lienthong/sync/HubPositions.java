package vn.lienthong.sync;

import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;

/**
 * Positions of jobs whose target keeps no checkpoint. They move after the target's commit, so that rows may be written again but
 * none is left out: at least once, repeatable.
 */
final class HubPositions {
    private final JdbcClient state;

    HubPositions(DataSource database) {
        this.state = JdbcClient.create(database);
    }

    /** How far a job has come; the beginning where nothing is known. */
    Checkpoint of(JobName job, long epoch) {
        Optional<Checkpoint> kept = state.sql(
                        "select run, batch, position, counts, finished from sync_positions where job = :job")
                .param("job", job.value())
                .query((row, i) -> new Checkpoint(
                        epoch,
                        row.getLong("run"),
                        row.getLong("batch"),
                        position(row.getString("position")),
                        Json.read(row.getString("counts"), Counts.class),
                        null,
                        row.getBoolean("finished")))
                .optional();
        return kept.orElse(new Checkpoint(epoch, 0, 0, null, Counts.NONE, null, true));
    }

    /** Moves a job on. */
    void move(JobName job, long run, long batch, @Nullable Position position, Counts counts, boolean finished) {
        state.sql("""
                        insert into sync_positions (job, run, batch, position, counts, finished)
                        values (:job, :run, :batch, :position, :counts, :finished)
                        on conflict (job) do update set run = excluded.run, batch = excluded.batch,
                            position = excluded.position, counts = excluded.counts, finished = excluded.finished
                        """)
                .param("job", job.value())
                .param("run", run)
                .param("batch", batch)
                .param("position", position == null ? null : position.value())
                .param("counts", Json.write(counts))
                .param("finished", finished)
                .update();
    }

    private static @Nullable Position position(@Nullable String value) {
        return value == null ? null : new Position(value);
    }
}
