package vn.lienthong.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SeenJobs;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** What must be done so that no source is harmed by keeping its log: for a job that is gone, or for one that comes near the cap. */
@Component
class FollowTodos {
    private final Follows follows;
    private final SyncJobs jobs;
    private final SeenJobs seen;
    private final Runs runs;
    private final RunControl control;
    private final Connectors connectors;
    private final Agencies agencies;

    FollowTodos(
            Follows follows,
            SyncJobs jobs,
            SeenJobs seen,
            Runs runs,
            RunControl control,
            Connectors connectors,
            Agencies agencies) {
        this.follows = follows;
        this.jobs = jobs;
        this.seen = seen;
        this.runs = runs;
        this.control = control;
        this.connectors = connectors;
        this.agencies = agencies;
    }

    List<Todo> todos() {
        Map<JobName, RunControl.Standing> standings = control.standings();
        return follows.all().values().stream()
                .filter(standing -> seen.sees(standing.job()))
                .sorted((one, other) -> one.job().value().compareTo(other.job().value()))
                .flatMap(standing -> todo(standing, standings.get(standing.job())).stream())
                .toList();
    }

    private Optional<Todo> todo(Follows.Standing standing, RunControl.@Nullable Standing held) {
        ChangeBacklog seen = standing.backlog();
        if (seen == null || seen.place() == null) {
            return Optional.empty();
        }
        boolean follows = jobs.find(standing.job()).filter(SyncJob::follows).isPresent();
        if (follows && held != RunControl.Standing.STOPPED) {
            return standing.warning().equals("ok") ? Optional.empty() : Optional.of(filling(standing));
        }
        boolean ending = runs.active(standing.job())
                .filter(run -> run.state() == RunState.RUNNING)
                .isPresent();
        return ending
                ? Optional.empty()
                : Optional.of(left(standing, seen, follows ? "todo.left.stopped" : "todo.left"));
    }

    private Todo left(Follows.Standing standing, ChangeBacklog seen, String what) {
        String state = standing.warning().equals("ok") ? "slow" : standing.warning();
        return todo(standing, state, what, seen.keptBytes() == null ? 0 : seen.keptBytes(), "/source");
    }

    private Todo filling(Follows.Standing standing) {
        Integer percent = standing.percentOfCap();
        return todo(standing, standing.warning(), "todo.filling", percent == null ? 0 : percent, "");
    }

    private Todo todo(Follows.Standing standing, String state, String what, long figure, String page) {
        Connector connector = connectors.find(standing.connector()).orElse(null);
        Text system = connector == null ? Text.same(standing.connector().value()) : connector.title();
        Text owner = connector == null ? Text.same("—") : agencies.name(connector.agency());
        if (connector != null && connector.contact() != null) {
            owner = Text.same(connector.contact());
        }
        return new Todo(state, what, system, figure, null, owner, "/jobs/" + standing.job() + page);
    }

    /** How they stand, without the figures that move all the time. */
    String mark() {
        return todos().stream()
                .map(todo -> todo.what() + todo.state() + todo.address())
                .toList()
                .toString();
    }
}
