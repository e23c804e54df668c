package vn.lienthong.sync;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.JobName;

/** Which jobs people paused or stopped. */
final class Standings {
    private final JdbcClient state;
    private final Clock clock;

    Standings(DataSource database, Clock clock) {
        this.state = JdbcClient.create(database);
        this.clock = clock;
    }

    RunControl.Standing of(JobName job) {
        return state.sql("select standing from sync_standings where job = :job")
                .param("job", job.value())
                .query((row, i) -> RunControl.Standing.valueOf(row.getString(1)))
                .optional()
                .orElse(RunControl.Standing.ON);
    }

    /** Those that are not on. */
    Map<JobName, RunControl.Standing> all() {
        return state
                .sql("select job, standing from sync_standings")
                .query((row, i) ->
                        Map.entry(new JobName(row.getString(1)), RunControl.Standing.valueOf(row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void set(JobName job, RunControl.Standing standing, String actor, @Nullable String reason) {
        if (standing == RunControl.Standing.ON) {
            state.sql("delete from sync_standings where job = :job")
                    .param("job", job.value())
                    .update();
            return;
        }
        state.sql("""
                        insert into sync_standings (job, standing, actor, reason, at)
                        values (:job, :standing, :actor, :reason, :now)
                        on conflict (job) do update set standing = excluded.standing, actor = excluded.actor,
                            reason = excluded.reason, at = excluded.at
                        """)
                .param("job", job.value())
                .param("standing", standing.name())
                .param("actor", actor)
                .param("reason", reason)
                .param("now", Runs.at(clock.instant()))
                .update();
    }
}
