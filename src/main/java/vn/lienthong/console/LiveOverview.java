package vn.lienthong.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.LivePages;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SeenJobs;

/** The overview: told again when a run began or ended, a row was held or a connector examined. */
@Component
class LiveOverview implements LivePages {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final SeenConnectors connectors;
    private final ConnectionDoctor doctor;
    private final Runs runs;
    private final SeenJobs jobs;
    private final RunControl control;
    private final SeenRows quarantine;
    private final Overview overview;
    private final FollowTodos followTodos;

    LiveOverview(
            SeenConnectors connectors,
            ConnectionDoctor doctor,
            Runs runs,
            SeenJobs jobs,
            RunControl control,
            SeenRows quarantine,
            Overview overview,
            FollowTodos followTodos) {
        this.connectors = connectors;
        this.doctor = doctor;
        this.runs = runs;
        this.jobs = jobs;
        this.control = control;
        this.quarantine = quarantine;
        this.overview = overview;
        this.followTodos = followTodos;
    }

    @Override
    public Optional<Sight> sight(String page) {
        if (!page.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> states = new TreeMap<>();
        Set<JobName> names = jobs.names();
        Map<JobName, Object> standings = new TreeMap<>(control.standings());
        standings.keySet().retainAll(names);
        runs.newest().forEach((job, run) -> {
            if (names.contains(job)) {
                states.put(job.value(), run.id() + " " + run.state());
            }
        });
        connectors
                .all()
                .forEach(connector -> states.put(
                        "connector " + connector.name(),
                        doctor.last(connector.name())
                                .map(last -> last.at().toString())
                                .orElse("")));
        String stand = overview.stand() + followTodos.mark();
        return Optional.of(new Sight(states + "" + standings + quarantine.held() + stand, PACE));
    }
}
