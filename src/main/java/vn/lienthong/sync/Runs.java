package vn.lienthong.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/** The history of runs. */
public class Runs {
    private static final String COLUMNS = """
            id, job, state, trigger, actor, requested, started, finished, attempts, read, written, unchanged, rejected,
            skipped, superseded, deleted, expected, failure, stop, retry_at, notes
            """;

    private final JdbcClient state;

    /** The history in this state database. */
    public Runs(DataSource database) {
        this.state = JdbcClient.create(database);
    }

    /** The run of this number. */
    public Optional<Run> find(long id) {
        return state.sql("select " + COLUMNS + " from sync_runs where id = :id")
                .param("id", id)
                .query(Runs::run)
                .optional();
    }

    /**
     * The run of this number.
     *
     * @throws HubException NOT_FOUND
     */
    public Run get(long id) {
        return find(id).orElseThrow(() -> new HubException(SyncError.RUN_UNKNOWN, Map.of("run", id)));
    }

    /**
     * Runs, newest first.
     *
     * @param job of this job; null for all
     * @param before only runs with a smaller number; null from the newest
     */
    public List<Run> list(@Nullable JobName job, @Nullable Long before, int limit) {
        return state.sql("select " + COLUMNS + """
                         from sync_runs
                        where (:job::text is null or job = :job) and (:before::bigint is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("job", job == null ? null : job.value())
                .param("before", before)
                .param("limit", limit)
                .query(Runs::run)
                .list();
    }

    /** Runs of a job that were asked for since a moment, oldest first. */
    public List<Run> since(@Nullable JobName job, Instant since) {
        return state.sql("select " + COLUMNS + """
                         from sync_runs
                        where (:job::text is null or job = :job) and (requested >= :since or finished >= :since)
                        order by id
                        """)
                .param("job", job == null ? null : job.value())
                .param("since", at(since))
                .query(Runs::run)
                .list();
    }

    /**
     * What a job did on one day.
     *
     * @param day by the country's clock
     * @param runs how many ended, or began and go on
     * @param failed how many of them failed
     * @param took all their time together
     */
    public record Day(LocalDate day, long runs, long failed, long written, long rejected, Duration took) {}

    /** What a job did on each day since one, the oldest first; a day without a run is absent. */
    public List<Day> days(JobName job, LocalDate since) {
        return state.sql("""
                        select (started at time zone :zone)::date as day, count(*) as runs,
                            count(*) filter (where state = 'FAILED') as failed, sum(written + deleted) as written,
                            sum(rejected) as rejected, coalesce(sum(extract(epoch from finished - started)), 0) as seconds
                        from sync_runs
                        where job = :job and started >= :since::timestamp at time zone :zone
                        group by 1 order by 1
                        """)
                .param("zone", Timing.DEFAULT_ZONE.getId())
                .param("job", job.value())
                .param("since", since.atStartOfDay().toString())
                .query((row, number) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getLong("runs"),
                        row.getLong("failed"),
                        row.getLong("written"),
                        row.getLong("rejected"),
                        Duration.ofSeconds(row.getLong("seconds"))))
                .list();
    }

    /**
     * How long a good run of these jobs usually takes: the middle of their newest fifty. A job with fewer than five has none.
     */
    public Map<JobName, Duration> usual(Collection<JobName> jobs) {
        return state
                .sql("""
                        select wanted.job, percentile_cont(0.5) within group (order by seconds) as usual
                        from unnest(:jobs::text[]) as wanted (job) cross join lateral (
                            select extract(epoch from finished - started) as seconds from sync_runs run
                            where run.job = wanted.job and state in ('DONE', 'DONE_WITH_REJECTIONS') and started is not null
                            order by id desc limit 50) newest
                        group by wanted.job having count(*) >= 5
                        """)
                .param("jobs", jobs.stream().map(JobName::value).toArray(String[]::new))
                .query((row, number) -> Map.entry(
                        new JobName(row.getString("job")),
                        Duration.ofMillis(Math.round(1000 * row.getDouble("usual")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The active run of a job. */
    public Optional<Run> active(JobName job) {
        return state.sql("select " + COLUMNS + """
                         from sync_runs where job = :job and state in ('PLANNED', 'RUNNING', 'PAUSED', 'WAITING')
                        """)
                .param("job", job.value())
                .query(Runs::run)
                .optional();
    }

    /** The newest run of every job that has one. */
    public Map<JobName, Run> newest() {
        return byJob("select distinct on (job) " + COLUMNS + " from sync_runs order by job, id desc");
    }

    /** The newest run that came to a good end, of every job that has one. */
    public Map<JobName, Run> newestGood() {
        return byJob("select distinct on (job) " + COLUMNS
                + " from sync_runs where state in ('DONE', 'DONE_WITH_REJECTIONS') order by job, id desc");
    }

    /** The newest run of a job that came to a good end. */
    Optional<Run> newestGood(JobName job) {
        return state.sql("select " + COLUMNS + """
                         from sync_runs where job = :job and state in ('DONE', 'DONE_WITH_REJECTIONS')
                         order by id desc limit 1
                        """)
                .param("job", job.value())
                .query(Runs::run)
                .optional();
    }

    /** How a run went, in order. */
    public List<RunEvent> events(long run) {
        return state.sql(
                        "select run, number, at, kind, arguments from sync_run_events where run = :run order by number")
                .param("run", run)
                .query((row, i) -> new RunEvent(
                        row.getLong("run"),
                        row.getInt("number"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        RunEvent.Kind.valueOf(row.getString("kind")),
                        Json.read(row.getString("arguments"), new TypeReference<Map<String, String>>() {})))
                .list();
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private Map<JobName, Run> byJob(String sql) {
        return state.sql(sql).query(Runs::run).list().stream().collect(Collectors.toMap(Run::job, Function.identity()));
    }

    static Run run(ResultSet row, int index) throws SQLException {
        return new Run(
                row.getLong("id"),
                new JobName(row.getString("job")),
                RunState.valueOf(row.getString("state")),
                Run.Trigger.valueOf(row.getString("trigger")),
                row.getString("actor"),
                row.getObject("requested", OffsetDateTime.class).toInstant(),
                moment(row, "started"),
                moment(row, "finished"),
                row.getInt("attempts"),
                counts(row),
                row.getObject("expected", Long.class),
                Json.read(row.getString("failure"), RunFailure.class),
                Json.read(row.getString("stop"), GuardStop.class),
                moment(row, "retry_at"),
                Json.read(row.getString("notes"), new TypeReference<List<Text>>() {}));
    }

    static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("read"),
                row.getLong("written"),
                row.getLong("unchanged"),
                row.getLong("rejected"),
                row.getLong("skipped"),
                row.getLong("superseded"),
                row.getLong("deleted"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
