package vn.lienthong.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Troubles;

/** Jobs that do not do well. What a system that is away does to them is that system's trouble. */
@Component
class JobTroubles implements Troubles {
    private final SyncJobs jobs;
    private final JobLooks looks;
    private final Connectors connectors;
    private final Clock clock;

    JobTroubles(SyncJobs jobs, JobLooks looks, Connectors connectors, Clock clock) {
        this.jobs = jobs;
        this.looks = looks;
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    public Seen look() {
        Instant now = clock.instant();
        List<Trouble> troubles = new ArrayList<>();
        Set<String> undecided = new HashSet<>();
        for (JobFacts facts : looks.of(jobs.all())) {
            Health health = facts.health(now);
            if (health.state().trouble()) {
                troubles.add(new Trouble(subject(facts.job()), health, cause(facts)));
            }
            if (open(health) || facts.closures().at(now).isPresent()) {
                undecided.add(name(facts.job()));
            }
        }
        return new Seen(troubles, undecided);
    }

    /** A run at work says nothing yet, nor does a job that catches up. */
    private static boolean open(Health health) {
        return health.state() == Health.State.STARTING || health.code().equals("running");
    }

    private static Subject subject(SyncJob job) {
        return new Subject(name(job), job.title(), job.agency(), "/jobs/" + job.name());
    }

    private static String name(SyncJob job) {
        return "job/" + job.name();
    }

    private @Nullable Subject cause(JobFacts facts) {
        if (!facts.resting().isEmpty()) {
            return connector(facts.resting().get(0));
        }
        RunFailure failure = facts.newest() == null ? null : facts.newest().failure();
        boolean whole =
                failure != null && (failure.kind() == ErrorKind.UNAVAILABLE || failure.kind() == ErrorKind.CREDENTIAL);
        return whole && failure.connector() != null ? connector(new ConnectorName(failure.connector())) : null;
    }

    private @Nullable Subject connector(ConnectorName name) {
        return connectors
                .find(name)
                .map(found -> new Subject("connector/" + name, found.title(), found.agency(), "/connectors/" + name))
                .orElse(null);
    }
}
