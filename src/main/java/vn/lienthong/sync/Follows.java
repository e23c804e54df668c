package vn.lienthong.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/** How the jobs that follow their source stand. A job that is removed stays here until its source keeps nothing for it any more. */
public class Follows {
    private static final String COLUMNS =
            "job, connector, place, behind_bytes, kept_bytes, cap_bytes, grows_per_hour, queued, last_change, heard, in_step, said";

    private final JdbcClient state;
    private final RecentDeletions deletions;

    /** The standings in this state database. */
    public Follows(DataSource database) {
        this.state = JdbcClient.create(database);
        this.deletions = new RecentDeletions(state);
    }

    /** What they have deleted of late. */
    RecentDeletions deletions() {
        return deletions;
    }

    /**
     * One of them.
     *
     * @param connector whose system is followed
     * @param backlog how far behind it was last seen; null before it was
     * @param growsPerHour bytes an hour by which the kept log grows, of late; null where unknown
     * @param inStep whether everything that was there when following began has arrived
     * @param said what a person has said to a gap and no run has heeded yet; null where nothing
     */
    public record Standing(
            JobName job,
            ConnectorName connector,
            @Nullable ChangeBacklog backlog,
            @Nullable Long growsPerHour,
            boolean inStep,
            @Nullable Answer said) {
        /** A source that was not heard of for so long is not followed, whatever else is said. */
        private static final Duration SILENCE = Duration.ofSeconds(10);

        /** From these shares of the agreed cap on, in percent, somebody should look, and must act. */
        private static final int WATCH = 50;

        private static final int ALARM = 80;

        /** How much of the agreed cap the source's log for this job takes, in percent; null where either is unknown. */
        public @Nullable Integer percentOfCap() {
            ChangeBacklog seen = backlog;
            return seen == null || seen.keptBytes() == null || seen.capBytes() == null
                    ? null
                    : (Integer) (int) (seen.keptBytes() * 100 / seen.capBytes());
        }

        /** How much the source's log for this job is to worry about: {@code ok}, {@code slow} or {@code fail}. */
        public String warning() {
            Integer percent = percentOfCap();
            if (percent == null || percent < WATCH) {
                return "ok";
            }
            return percent < ALARM ? "slow" : "fail";
        }

        /** When the cap is reached if the log grows on as of late; null where it does not grow, or nothing is known. */
        public @Nullable Duration untilCap() {
            ChangeBacklog seen = backlog;
            Long growth = growsPerHour;
            if (seen == null || seen.keptBytes() == null || seen.capBytes() == null || growth == null || growth <= 0) {
                return null;
            }
            long left = Math.max(0, seen.capBytes() - seen.keptBytes());
            return Duration.ofSeconds(Math.min(Long.MAX_VALUE / 2, (long) (left * 3600.0 / growth)));
        }

        /** How old the newest change that arrived is; null before the first. */
        public @Nullable Duration age(Instant now) {
            return backlog == null || backlog.lastChange() == null ? null : Duration.between(backlog.lastChange(), now);
        }

        /** Whether the source was heard of since this run began: before, the run reads the whole dataset, or opens. */
        public boolean heardIn(Run run) {
            return backlog != null && run.started() != null && !backlog.heard().isBefore(run.started());
        }

        /** Whether the source has been silent for too long, at this moment. */
        public boolean silent(Instant now) {
            return backlog != null && backlog.heard().plus(SILENCE).isBefore(now);
        }
    }

    /** What a person says to a gap. */
    public enum Answer {
        /** Read the source whole once more, beside what is there, and write what differs. */
        REPAIR,
        /** Go on from now; what was missed stays missed. */
        ACCEPT
    }

    /** The standing of a job, if it has begun to follow. */
    public Optional<Standing> find(JobName job) {
        return state.sql("select " + COLUMNS + " from sync_follows where job = :job")
                .param("job", job.value())
                .query(Follows::standing)
                .optional();
    }

    /** All, by job. */
    public Map<JobName, Standing> all() {
        return list().stream().collect(Collectors.toMap(Standing::job, Function.identity()));
    }

    private List<Standing> list() {
        return state.sql("select " + COLUMNS + " from sync_follows")
                .query(Follows::standing)
                .list();
    }

    /** The job begins to follow; this is what a person had said and is heeded now. What he said since stays. */
    void begun(JobName job, ConnectorName connector, @Nullable Answer heeded) {
        state.sql("""
                        insert into sync_follows (job, connector) values (:job, :connector)
                        on conflict (job) do update set connector = excluded.connector, in_step = false,
                            said = case when sync_follows.said is distinct from :heeded then sync_follows.said end
                        """)
                .param("job", job.value())
                .param("connector", connector.value())
                .param("heeded", heeded == null ? null : heeded.name())
                .update();
    }

    void say(JobName job, ConnectorName connector, Answer answer, String actor) {
        state.sql("""
                        insert into sync_follows (job, connector, said, actor) values (:job, :connector, :said, :actor)
                        on conflict (job) do update set said = excluded.said, actor = excluded.actor
                        """)
                .param("job", job.value())
                .param("connector", connector.value())
                .param("said", answer.name())
                .param("actor", actor)
                .update();
    }

    void seen(JobName job, ChangeBacklog backlog, boolean inStep) {
        state.sql("""
                        update sync_follows set grows_per_hour = case
                                when kept_bytes is null or heard is null or heard >= :heard then grows_per_hour
                                else (coalesce(grows_per_hour, 0) * 9 + (:kept - kept_bytes) * 3600
                                      / greatest(extract(epoch from :heard - heard), 1)) / 10 end,
                            place = :place, behind_bytes = :behind, kept_bytes = :kept, cap_bytes = :cap,
                            queued = :queued, last_change = coalesce(:last, last_change), heard = :heard, in_step = :step
                        where job = :job
                        """)
                .param("place", backlog.place())
                .param("behind", backlog.behindBytes())
                .param("kept", backlog.keptBytes())
                .param("cap", backlog.capBytes())
                .param("queued", backlog.queued())
                .param("last", backlog.lastChange() == null ? null : Runs.at(backlog.lastChange()))
                .param("heard", Runs.at(backlog.heard()))
                .param("step", inStep)
                .param("job", job.value())
                .update();
    }

    /** The source keeps nothing for this job any more. */
    void retired(JobName job) {
        deletions.forget(job);
        state.sql("delete from sync_follows where job = :job")
                .param("job", job.value())
                .update();
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        Instant heard = moment(row, "heard");
        String said = row.getString("said");
        return new Standing(
                new JobName(row.getString("job")),
                new ConnectorName(row.getString("connector")),
                heard == null
                        ? null
                        : new ChangeBacklog(
                                row.getObject("behind_bytes", Long.class),
                                row.getObject("kept_bytes", Long.class),
                                row.getObject("cap_bytes", Long.class),
                                row.getInt("queued"),
                                moment(row, "last_change"),
                                heard,
                                row.getString("place")),
                row.getObject("grows_per_hour", Long.class),
                row.getBoolean("in_step"),
                said == null ? null : Answer.valueOf(said));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
