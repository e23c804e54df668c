package vn.lienthong.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.LivePages;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;

/** The overview: told again when a run began or ended, a row was held or a connector examined. */
@Component
class LiveOverview implements LivePages {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Connectors connectors;
    private final ConnectionDoctor doctor;
    private final Runs runs;
    private final RunControl control;
    private final QuarantineDesk quarantine;
    private final Overview overview;
    private final FollowTodos followTodos;

    LiveOverview(
            Connectors connectors,
            ConnectionDoctor doctor,
            Runs runs,
            RunControl control,
            QuarantineDesk quarantine,
            Overview overview,
            FollowTodos followTodos) {
        this.connectors = connectors;
        this.doctor = doctor;
        this.runs = runs;
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
        runs.newest().forEach((job, run) -> states.put(job.value(), run.id() + " " + run.state()));
        connectors
                .all()
                .forEach(connector -> states.put(
                        "connector " + connector.name(),
                        doctor.last(connector.name())
                                .map(last -> last.at().toString())
                                .orElse("")));
        String following = overview.following() + followTodos.mark();
        return Optional.of(new Sight(states + "" + control.standings() + quarantine.held() + following, PACE));
    }
}
