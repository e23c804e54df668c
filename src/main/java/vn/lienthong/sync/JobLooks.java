package vn.lienthong.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.connector.Circuit;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/** Gathers what is known of jobs from whoever keeps it; pages ask with each view. */
@Component
public class JobLooks {
    private final SeenJobs jobs;
    private final Runs runs;
    private final RunControl control;
    private final Follows follows;
    private final Partners partners;
    private final JobRunner runner;
    private final Calendars calendars;

    /** @param runner asked for at each look: routes lean on this room */
    JobLooks(
            SeenJobs jobs,
            Runs runs,
            RunControl control,
            Follows follows,
            Partners partners,
            Calendars calendars,
            ObjectProvider<JobRunner> runner) {
        this.calendars = calendars;
        this.partners = partners;
        this.runner = new LaterRunner(() -> runner.getIfAvailable(LeanRunner::new));
        this.jobs = jobs;
        this.runs = runs;
        this.control = control;
        this.follows = follows;
    }

    /** Of every job that is for the caller. */
    public List<JobFacts> all() {
        return of(jobs.all());
    }

    /** Of these jobs, whoever asks. */
    List<JobFacts> of(List<SyncJob> wanted) {
        Map<JobName, Run> newest = runs.newest();
        Map<JobName, Run> good = runs.newestGood();
        Map<JobName, RunControl.Standing> standings = control.standings();
        Map<JobName, Instant> due = control.due();
        Map<JobName, Follows.Standing> followed = follows.all();
        Calendar calendar = calendars.now();
        return wanted.stream()
                .map(job -> new JobFacts(
                        job,
                        newest.get(job.name()),
                        good.get(job.name()),
                        standings.getOrDefault(job.name(), RunControl.Standing.ON),
                        due.get(job.name()),
                        followed.get(job.name()),
                        runner.carrier(job.name()),
                        resting(job),
                        calendar))
                .toList();
    }

    /** Of one job. */
    JobFacts of(SyncJob job) {
        return new JobFacts(
                job,
                runs.list(job.name(), null, 1).stream().findFirst().orElse(null),
                runs.newestGood(job.name()).orElse(null),
                control.standing(job.name()),
                control.nextDue(job.name()).orElse(null),
                follows.find(job.name()).orElse(null),
                runner.carrier(job.name()),
                resting(job),
                calendars.now());
    }

    private List<ConnectorName> resting(SyncJob job) {
        return job.rules().lookUps().stream()
                .map(rule -> rule.ask().connector())
                .distinct()
                .filter(partner -> partners.circuit(partner) != Circuit.CLOSED)
                .toList();
    }
}
