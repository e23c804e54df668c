package vn.lienthong.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connectors;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;

/** The figures at the right of the navigation: how many there are, and whether something inside waits or failed. */
@Component("navigation")
public class Navigation {
    private final Connectors connectors;
    private final SyncJobs jobs;
    private final Runs runs;
    private final QuarantineDesk quarantine;

    Navigation(Connectors connectors, SyncJobs jobs, Runs runs, QuarantineDesk quarantine) {
        this.connectors = connectors;
        this.jobs = jobs;
        this.runs = runs;
        this.quarantine = quarantine;
    }

    /** How many things stand behind an entry; null where a figure would say nothing. */
    public @Nullable Long count(String entry) {
        long count =
                switch (entry) {
                    case "jobs", "routes" -> jobs.all().size();
                    case "quarantine" -> quarantine.held();
                    case "connectors" -> connectors.all().size();
                    default -> 0;
                };
        return count == 0 ? null : count;
    }

    /** An entry with its figure, as the stream tells it. */
    public record Entry(String name, @Nullable Long count, String state) {}

    /** Every entry that has a figure. */
    List<Entry> entries() {
        return List.of("jobs", "quarantine", "routes", "connectors").stream()
                .map(name -> new Entry(name, count(name), state(name)))
                .toList();
    }

    /** {@code fail}, {@code wait}, or nothing. */
    public String state(String entry) {
        if (!entry.equals("jobs")) {
            return "";
        }
        if (runs.newest().values().stream().map(Run::state).anyMatch(RunState.FAILED::equals)) {
            return "fail";
        }
        return runs.newest().values().stream().map(Run::state).anyMatch(RunState.WAITING::equals) ? "wait" : "";
    }
}
