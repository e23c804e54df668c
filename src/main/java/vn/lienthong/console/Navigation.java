package vn.lienthong.console;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.alert.Alert;
import vn.lienthong.alert.Alerts;
import vn.lienthong.approval.Approvals;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.inventory.SeenSystems;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.JobName;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.quarantine.SettlingTimes;
import vn.lienthong.route.Routes;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SeenJobs;

/** The figures at the right of the navigation: how many there are, and whether something inside waits or failed. */
@Component("navigation")
public class Navigation {
    private final SeenConnectors connectors;
    private final SeenJobs jobs;
    private final Runs runs;
    private final Routes routes;
    private final SeenRows quarantine;
    private final Approvals approvals;
    private final Alerts alerts;
    private final SeenSystems systems;
    private final SettlingTimes times;

    private final Callers callers;

    Navigation(
            SeenConnectors connectors,
            SeenJobs jobs,
            Runs runs,
            Routes routes,
            SeenRows quarantine,
            Callers callers,
            Approvals approvals,
            Alerts alerts,
            SeenSystems systems,
            SettlingTimes times) {
        this.times = times;
        this.systems = systems;
        this.alerts = alerts;
        this.approvals = approvals;
        this.callers = callers;
        this.connectors = connectors;
        this.jobs = jobs;
        this.runs = runs;
        this.routes = routes;
        this.quarantine = quarantine;
    }

    /** How many things stand behind an entry; null where a figure would say nothing. */
    public @Nullable Long count(String entry) {
        long count =
                switch (entry) {
                    case "jobs" -> jobs.all().size();
                    case "routes" -> routes.count();
                    case "quarantine" -> quarantine.held();
                    case "systems" -> systems.count();
                    case "connectors" -> connectors.all().size();
                    case "approvals" -> approvals.waiting();
                    case "alerts" -> alerts.open().size();
                    default -> 0;
                };
        return count == 0 ? null : count;
    }

    /** An entry with its figure, as the stream tells it. */
    public record Entry(String name, @Nullable Long count, String state) {}

    /** Every entry that has a figure, and that the reader has. */
    List<Entry> entries() {
        return List.of("jobs", "quarantine", "routes", "alerts", "systems", "connectors", "approvals").stream()
                .filter(name -> !name.equals("quarantine") || callers.current().may(Act.SEE_HELD_ROWS))
                .map(name -> new Entry(name, count(name), state(name)))
                .toList();
    }

    /** {@code fail}, {@code wait}, or nothing. */
    public String state(String entry) {
        if (entry.equals("approvals")) {
            return approvals.waiting() > 0 ? "wait" : "";
        }
        if (entry.equals("alerts")) {
            List<Alert> open = alerts.open();
            return open.stream().anyMatch(alert -> alert.state() == Health.State.FAILED)
                    ? "fail"
                    : open.stream().anyMatch(alert -> alert.state() == Health.State.WAITING) ? "wait" : "";
        }
        if (entry.equals("quarantine")) {
            return quarantine
                    .oldest()
                    .filter(came -> times.since(came).state().equals("fail"))
                    .map(came -> "fail")
                    .orElse("");
        }
        if (!entry.equals("jobs")) {
            return "";
        }
        Set<JobName> names = jobs.names();
        List<RunState> newest = runs.newest().values().stream()
                .filter(run -> names.contains(run.job()))
                .map(Run::state)
                .toList();
        if (newest.contains(RunState.FAILED)) {
            return "fail";
        }
        return newest.contains(RunState.WAITING) ? "wait" : "";
    }
}
