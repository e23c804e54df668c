package vn.lienthong.sync;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.quarantine.QuarantineDesk;

/**
 * Releases rows from quarantine: maps and checks them again as they are now, edited or not, and writes them into the target under
 * the job's own epoch. A row that is refused again stays, with its new reason.
 */
public class Release {
    private final SyncJobs jobs;
    private final Runs runs;
    private final RunTools tools;
    private final QuarantineDesk desk;

    Release(SyncJobs jobs, Runs runs, RunTools tools, QuarantineDesk desk) {
        this.jobs = jobs;
        this.runs = runs;
        this.tools = tools;
        this.desk = desk;
    }

    /**
     * Releases held rows.
     *
     * @throws HubException CONFLICT while one of their jobs runs and cannot give way, or when a row is settled already
     */
    public Outcome release(List<Long> rows, String actor) {
        Map<JobName, List<Long>> byJob = rows.stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        row -> new JobName(desk.row(row).job()), LinkedHashMap::new, Collectors.toList()));
        byJob.keySet().forEach(this::refuseWhileActive);
        List<Long> released = new ArrayList<>();
        Map<Long, Rejection> refused = new LinkedHashMap<>();
        byJob.forEach((job, ids) -> {
            desk.record(actor, "quarantine.released", ids);
            new OneJob(jobs.get(job), actor, released, refused).release(ids);
        });
        return new Outcome(released, refused);
    }

    private void refuseWhileActive(JobName job) {
        // a job that follows always runs: its run gives way, and goes on afterwards
        boolean follows = jobs.find(job).filter(SyncJob::follows).isPresent();
        if (!follows && runs.active(job).isPresent()) {
            throw new HubException(SyncError.RELEASE_JOB_BUSY, Map.of("job", job));
        }
    }

    /**
     * What became of the rows.
     *
     * @param released rows that are in the target now
     * @param refused rows that stay, with why
     */
    public record Outcome(List<Long> released, Map<Long, Rejection> refused) {}

    /** The rows of one job. */
    private final class OneJob {
        private final SyncJob job;
        private final String actor;
        private final List<Long> released;
        private final Map<Long, Rejection> refused;

        OneJob(SyncJob job, String actor, List<Long> released, Map<Long, Rejection> refused) {
            this.job = job;
            this.actor = actor;
            this.released = released;
            this.refused = refused;
        }

        void release(List<Long> ids) {
            List<Long> written = new ArrayList<>();
            try (Flow flow = Flow.open(job, 0, tools.clock().instant().atOffset(ZoneOffset.UTC), tools);
                    Writer writer = flow.releaser()) {
                refuseBesideARun(writer);
                Taken taken = Taken.over(writer, job, tools);
                Checkpoint mark = taken.mark();
                // one that began meanwhile may have been fenced off: it goes on afterwards
                refuseWhileActive(job.name());
                refuseInSnapshot(flow, mark);
                taken.refuseUnfinished(writer, job);
                taken.settle(job, tools);
                desk.mustWait(ids);
                for (long id : ids) {
                    Optional<Rejection> no = tryOne(flow, writer, id);
                    no.ifPresentOrElse(rejection -> refused.put(id, rejection), () -> written.add(id));
                }
                // a run that ended half-way stays as it is
                taken.commit(writer, job, tools, !job.follows() && mark.finished());
            }
            written.forEach(id -> desk.released(id, actor));
            released.addAll(written);
            ids.stream().filter(refused::containsKey).forEach(id -> {
                Rejection why = refused.get(id);
                desk.refusedAgain(id, why.field(), why.code(), why.reason());
            });
        }

        /** Where the target keeps no checkpoint nothing would make a run that follows give way: it must be stopped before. */
        private void refuseBesideARun(Writer writer) {
            if (!writer.keepsCheckpoint() && runs.active(job.name()).isPresent()) {
                throw new HubException(SyncError.RELEASE_JOB_FOLLOWS, Map.of("job", job.name()));
            }
        }

        /** The first read of a job that follows is a run like any other: it is not disturbed. */
        private void refuseInSnapshot(Flow flow, Checkpoint mark) {
            Position at = mark.position();
            if (job.follows() && (at == null || flow.changes().inSnapshot(at) && !mark.finished())) {
                throw new HubException(SyncError.RELEASE_JOB_BUSY, Map.of("job", job.name()));
            }
        }

        private Optional<Rejection> tryOne(Flow flow, Writer writer, long id) {
            Batch source =
                    desk.batch(id).orElseThrow(() -> new HubException(SyncError.RELEASE_NOT_A_ROW, Map.of("row", id)));
            Mapped mapped = flow.map(source);
            if (!mapped.rejected().isEmpty()) {
                return Optional.of(mapped.rejected().get(0));
            }
            if (mapped.accepted().size() == 0) {
                return Optional.empty(); // a rule leaves it out now: nothing to write
            }
            WriteResult result = writer.write(mapped.accepted());
            return result.rejected().stream().findFirst();
        }
    }
}
