package vn.lienthong.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.mapping.LookUpRule;
import vn.lienthong.mapping.Mappings;

/**
 * What is wrong in the jobs and shared mappings of a folder, as deep as a hub looks before it asks the systems: names and
 * schedules, rules and checks compiled, code lists and connectors known, targets that two jobs would take from each other.
 */
public final class JobFileCheck {
    private final Connectors connectors;
    private final CodeLists codeLists;
    private final DocumentKinds kinds;
    private final @Nullable Set<ConnectorName> inHub;

    /**
     * A check against these connectors and code lists.
     *
     * @param inHub the connectors that a hub has besides; null where no hub was asked
     */
    public JobFileCheck(
            Connectors connectors, CodeLists codeLists, DocumentKinds kinds, @Nullable Set<ConnectorName> inHub) {
        this.connectors = connectors;
        this.codeLists = codeLists;
        this.kinds = kinds;
        this.inHub = inHub;
    }

    /**
     * What a look at a folder found.
     *
     * @param problems what is wrong
     * @param warnings what may be wrong, and cannot be told from the files
     */
    public record Found(List<Problem> problems, List<Problem> warnings) {}

    /** Whether a file of this name is looked at here. */
    public static boolean looksAt(String file) {
        return JobFiles.isOne(file);
    }

    /** All that is wrong or may be. */
    public Found look(Path folder) {
        JobFiles files = new JobFiles(folder, kinds, Variables.environment());
        files.refresh();
        Set<Problem> found = new LinkedHashSet<>(files.problems()); // a shared mapping is met once a job
        Set<Problem> warnings = new LinkedHashSet<>();
        files.shared()
                .values()
                .forEach(mapping -> found.addAll(
                        Mappings.rehearse(mapping, List.of(), List.of(), codeLists, Timing.DEFAULT_ZONE, Map.of())));
        List<SyncJob> before = new ArrayList<>();
        for (SyncJob job : files.jobs()) {
            found.addAll(JobChecks.overlaps(job, before));
            connector(job, "from:", job.from().dataset().connector(), found, warnings);
            connector(job, "to:", job.to().dataset().connector(), found, warnings);
            found.addAll(SentRows.problems(job, connectors));
            for (LookUpRule rule : job.rules().lookUps()) {
                connector(job.rules().file(), rule.line(), rule.ask().connector(), found, warnings);
            }
            found.addAll(Mappings.rehearse(
                    job.rules(),
                    columns(job.from().dataset()),
                    job.to().key(),
                    codeLists,
                    Timing.DEFAULT_ZONE,
                    LookUpShapes.described(job.rules(), connectors, found)));
            found.addAll(JobClasses.laidDown(
                    job,
                    Mappings.carried(job.rules(), columns(job.from().dataset()), codeLists, Timing.DEFAULT_ZONE),
                    connectors));
            before.add(job);
        }
        return new Found(in(folder, found), in(folder, warnings));
    }

    /** A connector in no file may be one of the hub's; a name that is nearly that of a file is rather a slip. */
    private void connector(SyncJob job, String at, ConnectorName name, Set<Problem> problems, Set<Problem> warnings) {
        Problem place =
                JobChecks.problem(job, at, new HubException(SyncError.CONNECTOR_NOWHERE, Map.of("connector", name)));
        connector(place.file(), place.line(), name, problems, warnings);
    }

    private void connector(String file, int line, ConnectorName name, Set<Problem> problems, Set<Problem> warnings) {
        if (connectors.find(name).isPresent() || illWritten(name) || (inHub != null && inHub.contains(name))) {
            return;
        }
        if (inHub != null) {
            problems.add(
                    Problem.of(file, line, new HubException(SyncError.CONNECTOR_NOWHERE, Map.of("connector", name))));
            return;
        }
        Nearest.of(
                        name.value(),
                        connectors.all().stream().map(one -> one.name().value()).toList())
                .ifPresentOrElse(
                        near -> problems.add(Problem.of(
                                file,
                                line,
                                new HubException(
                                        SyncError.CONNECTOR_IN_NO_FILE_NEAR, Map.of("connector", name, "near", near)))),
                        () -> warnings.add(Problem.of(
                                file,
                                line,
                                new HubException(SyncError.CONNECTOR_IN_NO_FILE, Map.of("connector", name)))));
    }

    /** Whether its file is there and wrong, which is said of the file. */
    private boolean illWritten(ConnectorName name) {
        return connectors.problems().stream()
                .anyMatch(problem -> problem.file().endsWith("/" + name + ".connector.yaml"));
    }

    /** The columns that a connector lays down for a dataset; empty where only its system knows them. */
    private List<String> columns(DatasetName dataset) {
        return connectors
                .find(dataset.connector())
                .map(connector -> connector.datasets().get(dataset.dataset()))
                .map(Connector.Pinned::columns)
                .orElse(List.of());
    }

    private static List<Problem> in(Path folder, Set<Problem> problems) {
        return problems.stream().map(problem -> in(folder, problem)).toList();
    }

    private static Problem in(Path folder, Problem problem) {
        return new Problem(
                folder.getFileName() + "/" + problem.file(),
                problem.line(),
                problem.column(),
                problem.what(),
                problem.remedy());
    }
}
