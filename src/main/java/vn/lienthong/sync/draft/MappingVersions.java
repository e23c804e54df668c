package vn.lienthong.sync.draft;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.SyncJob;

/** Every text of every job that was in use since the hub began to keep them, whoever changed it and wherever it is held. */
@Component
class MappingVersions {
    private static final RowMapper<Version> ROW = (row, i) -> new Version(
            new JobName(row.getString("job")),
            row.getInt("version"),
            row.getString("text"),
            row.getString("origin").equals("file"),
            row.getString("by_whom"),
            row.getTimestamp("at").toInstant(),
            row.getString("under"));

    private final JdbcClient state;
    private final Clock clock;

    MappingVersions(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * One version.
     *
     * @param ofFile whether a file held it; else the hub
     * @param under the approval, null where it needed none
     */
    record Version(
            JobName job,
            int version,
            String text,
            boolean ofFile,
            String by,
            Instant at,
            @Nullable String under) {}

    /**
     * Some of a job, the newest first.
     *
     * @param before the version that they come before; null for the newest of all
     */
    List<Version> of(JobName job, @Nullable Integer before, int most) {
        return state.sql("""
                        select * from mapping_versions where job = :job and version < :before order by version desc limit :most
                        """)
                .param("job", job.value())
                .param("before", before == null ? Integer.MAX_VALUE : before)
                .param("most", most)
                .query(ROW)
                .list();
    }

    /**
     * One of them, however old.
     *
     * @throws HubException NOT_FOUND
     */
    Version get(JobName job, int version) {
        return state.sql("select * from mapping_versions where job = :job and version = :version")
                .param("job", job.value())
                .param("version", version)
                .query(ROW)
                .optional()
                .orElseThrow(
                        () -> new HubException(DraftError.VERSION_UNKNOWN, Map.of("job", job, "version", version)));
    }

    /** Keeps what is in use from now on; what is there already is not kept twice. */
    void inUse(Collection<SyncJob> jobs) {
        Map<JobName, Version> newest = newest();
        for (SyncJob job : jobs) {
            Version last = newest.get(job.name());
            boolean ofFile = job.origin() == SyncJob.Origin.FILE;
            if (last == null || !last.text().equals(job.yaml()) || last.ofFile() != ofFile) {
                insert(job, last == null ? 1 : last.version() + 1, ofFile);
            }
        }
    }

    private Map<JobName, Version> newest() {
        Map<JobName, Version> newest = new HashMap<>();
        state.sql("select distinct on (job) * from mapping_versions order by job, version desc")
                .query(ROW)
                .list()
                .forEach(one -> newest.put(one.job(), one));
        return newest;
    }

    private void insert(SyncJob job, int version, boolean ofFile) {
        Optional<String[]> registered = ofFile ? Optional.empty() : registered(job.name());
        // where another node that saw the same change was first, its version stays
        state.sql("""
                        insert into mapping_versions (job, version, text, origin, by_whom, at, under)
                        values (:job, :version, :text, :origin, :by, :at, :under) on conflict do nothing
                        """)
                .param("job", job.name().value())
                .param("version", version)
                .param("text", job.yaml())
                .param("origin", ofFile ? "file" : "hub")
                .param("by", registered.map(one -> one[0]).orElse("file"))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("under", registered.map(one -> one[1]).orElse(null))
                .update();
    }

    private Optional<String[]> registered(JobName job) {
        return state.sql("select registered_by, under from sync_jobs where name = :name")
                .param("name", job.value())
                .query((row, i) -> new String[] {row.getString(1), row.getString(2)})
                .optional();
    }
}
