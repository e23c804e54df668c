package vn.lienthong.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owners;
import vn.lienthong.mapping.Carried;

/** The jobs in effect: files first, then those registered in the hub. A job that endangers another's rows is left out and reported. */
final class KnownSyncJobs implements SyncJobs {
    private final JobFiles files;
    private final JobChecks checks;
    private final DocumentKinds kinds;
    private final JdbcClient state;
    private final Journal journal;
    private final Clock clock;
    private final Consumer<SyncJobsChanged> changes;
    private volatile Map<JobName, SyncJob> jobs = Map.of();
    private volatile List<Problem> problems = List.of();
    private final Map<SyncJob, List<Carried>> carried = new ConcurrentHashMap<>();
    private Map<String, String> hubSeen = Map.of();

    KnownSyncJobs(
            JobFiles files,
            JobChecks checks,
            DocumentKinds kinds,
            DataSource database,
            Journal journal,
            Clock clock,
            Consumer<SyncJobsChanged> changes) {
        this.files = files;
        this.checks = checks;
        this.kinds = kinds;
        this.state = JdbcClient.create(database);
        this.journal = journal;
        this.clock = clock;
        this.changes = changes;
    }

    /** Looks whether files or the hub's jobs have changed, and takes the changes over. */
    synchronized void refresh() {
        Map<String, String> registered = registered();
        if (files.refresh() || !registered.equals(hubSeen)) {
            hubSeen = registered;
            takeOver(registered);
        }
    }

    @Override
    public List<SyncJob> all() {
        return List.copyOf(jobs.values());
    }

    @Override
    public Optional<SyncJob> find(JobName name) {
        return Optional.ofNullable(jobs.get(name));
    }

    @Override
    public SyncJob get(JobName name) {
        return find(name)
                .orElseThrow(() -> new HubException(
                        SyncError.JOB_UNKNOWN,
                        Map.of(
                                "job",
                                name,
                                "known",
                                String.join(
                                        ", ",
                                        jobs.keySet().stream()
                                                .map(JobName::value)
                                                .toList()))));
    }

    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        jobs.values().forEach(job -> {
            all.addAll(checks.connectors(job));
            all.addAll(hindrances(job));
        });
        return all;
    }

    @Override
    public List<Problem> hindrances(SyncJob job) {
        return checks.classes(job, carried.computeIfAbsent(job, checks::carried));
    }

    /**
     * Reads a job as {@link #register} would, and changes nothing.
     *
     * @throws DocumentException when something is wrong in it
     * @throws HubException as of {@link #register}
     */
    synchronized SyncJob check(String yaml, Caller caller) {
        SyncJob job = read("job.sync.yaml", yaml);
        allowed(job, caller);
        refuseFile(job.name());
        List<Problem> wrong = new ArrayList<>(JobChecks.overlaps(job, jobs.values()));
        wrong.addAll(checks.systems(job));
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        return job;
    }

    /**
     * Registers or replaces a job of the hub.
     *
     * @param under the approval, null where it needed none
     * @throws DocumentException when something is wrong in it
     * @throws HubException CONFLICT when a file holds a job of this name; DENIED unless the caller may write jobs of the agency that
     *     answers for it and of those whose systems it reads and writes
     */
    synchronized SyncJob register(String yaml, Caller caller, @Nullable String under) {
        SyncJob job = check(yaml, caller);
        journal.record(entry(caller.name(), "job.registered", job.name(), null, under)
                .withAgency(job.agency())
                .withAgency(checks.agencies(job).toArray(AgencyCode[]::new)));
        state.sql("""
                        insert into sync_jobs (name, yaml, registered_by, registered_at, under)
                        values (:name, :yaml, :actor, :now, :under)
                        on conflict (name) do update set yaml = excluded.yaml, registered_by = excluded.registered_by,
                            registered_at = excluded.registered_at, under = excluded.under
                        """)
                .param("name", job.name().value())
                .param("yaml", yaml)
                .param("actor", caller.name())
                .param("now", Runs.at(clock.instant()))
                .param("under", under)
                .update();
        refresh();
        return get(job.name());
    }

    /**
     * Reads other rules of a job as {@link #check} would, wherever the job is held; asks no system and changes nothing.
     *
     * @throws DocumentException when something is wrong in them
     * @throws HubException DENIED unless the caller may write the job and what it names
     */
    SyncJob draft(SyncJob before, String yaml, Caller caller) {
        SyncJob job = read(before.name() + ".sync.yaml", yaml);
        if (!job.name().equals(before.name())) {
            throw new HubException(
                    SyncError.JOB_NAME_OTHER, Map.of("name", job.name(), "file", before.name() + ".sync.yaml"));
        }
        allowed(job, caller);
        return job;
    }

    /** What of a job does not fit the systems as they are now. */
    List<Problem> unfit(SyncJob job) {
        return checks.systems(job);
    }

    /** A job moves rows out of one agency's system into another's: whoever writes it answers for both. */
    private void allowed(SyncJob job, Caller caller) {
        find(job.name()).ifPresent(before -> {
            if (!caller.sees(new Owners(before.agency(), Set.copyOf(checks.agencies(before))))) {
                throw new HubException(SyncError.JOB_NAME_TAKEN, Map.of("job", before.name()));
            }
            caller.need(Act.WRITE_JOBS, before.agency());
        });
        caller.need(Act.WRITE_JOBS, job.agency());
        checks.agencies(job).forEach(agency -> caller.need(Act.WRITE_JOBS, agency));
    }

    /**
     * The job of this name, if the hub may remove it.
     *
     * @throws HubException NOT_FOUND, or CONFLICT where a file holds it
     */
    SyncJob removable(JobName name) {
        SyncJob job = get(name);
        refuseFile(name);
        return job;
    }

    private static Journal.Entry entry(
            String actor, String act, JobName job, @Nullable String reason, @Nullable String under) {
        Journal.Entry entry = new Journal.Entry(actor, act, "job/" + job, "done", reason, Map.of());
        return under == null ? entry : entry.under(under);
    }

    /** Removes a job of the hub; a job of a file is refused. */
    synchronized void remove(JobName name, String actor, @Nullable String reason, @Nullable String under) {
        removable(name);
        journal.record(entry(actor, "job.removed", name, reason, under));
        state.sql("delete from sync_jobs where name = :name")
                .param("name", name.value())
                .update();
        refresh();
    }

    private void takeOver(Map<String, String> registered) {
        Map<JobName, SyncJob> now = new TreeMap<>();
        List<Problem> wrong = new ArrayList<>(files.problems());
        List<SyncJob> candidates = new ArrayList<>(files.jobs());
        registered.forEach((name, yaml) -> {
            try {
                candidates.add(read(name + ".sync.yaml", yaml));
            } catch (DocumentException outdated) {
                wrong.addAll(outdated.problems());
            }
        });
        for (SyncJob job : candidates) {
            List<Problem> overlaps = JobChecks.overlaps(job, now.values());
            wrong.addAll(overlaps);
            if (overlaps.isEmpty()) {
                now.putIfAbsent(job.name(), job);
            }
        }
        SyncJobsChanged difference = difference(jobs, now);
        jobs = now;
        carried.keySet().retainAll(now.values());
        problems = List.copyOf(wrong);
        changes.accept(difference);
    }

    private static SyncJobsChanged difference(Map<JobName, SyncJob> before, Map<JobName, SyncJob> now) {
        Set<JobName> changed = new HashSet<>();
        now.forEach((name, job) -> {
            if (!job.equals(before.get(name))) {
                changed.add(name);
            }
        });
        Set<JobName> removed = new HashSet<>(before.keySet());
        removed.removeAll(now.keySet());
        return new SyncJobsChanged(Set.copyOf(changed), Set.copyOf(removed));
    }

    private SyncJob read(String fileName, String yaml) {
        return new SyncJobReader(kinds, files.shared()).read(Document.parse(fileName, yaml), yaml, SyncJob.Origin.HUB);
    }

    void refuseFile(JobName name) {
        SyncJob ofFile = files.find(name);
        if (ofFile != null) {
            throw new HubException(SyncError.JOB_OF_FILE, Map.of("job", name, "file", String.valueOf(ofFile.file())));
        }
    }

    private Map<String, String> registered() {
        Map<String, String> registered = new TreeMap<>();
        state.sql("select name, yaml from sync_jobs")
                .query((row, i) -> registered.put(row.getString(1), row.getString(2)))
                .list();
        return registered;
    }
}
