package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.JobName;

/** What jobs that follow have deleted of late, by the minute of their source's commits: a restart does not begin to count anew. */
final class RecentDeletions {
    /** How long a deletion counts. */
    static final Duration SPAN = Duration.ofHours(1);

    private final JdbcClient state;

    RecentDeletions(JdbcClient state) {
        this.state = state;
    }

    /** Rows of a job, by minute. */
    NavigableMap<Instant, Long> of(JobName job) {
        NavigableMap<Instant, Long> rows = new TreeMap<>();
        state.sql("select minute, rows from sync_deletions where job = :job")
                .param("job", job.value())
                .query((row, i) ->
                        rows.put(row.getObject("minute", OffsetDateTime.class).toInstant(), row.getLong("rows")))
                .list();
        return rows;
    }

    /** Adds rows; what no longer counts beside them is forgotten. */
    void add(JobName job, SortedMap<Instant, Long> more) {
        more.forEach((minute, rows) -> state.sql("""
                        insert into sync_deletions (job, minute, rows) values (:job, :minute, :rows)
                        on conflict (job, minute) do update set rows = sync_deletions.rows + excluded.rows
                        """)
                .param("job", job.value())
                .param("minute", Runs.at(minute))
                .param("rows", rows)
                .update());
        state.sql("delete from sync_deletions where job = :job and minute < :before")
                .param("job", job.value())
                .param("before", Runs.at(more.lastKey().minus(SPAN)))
                .update();
    }

    /** The count of a job begins anew. */
    void forget(JobName job) {
        state.sql("delete from sync_deletions where job = :job")
                .param("job", job.value())
                .update();
    }
}
