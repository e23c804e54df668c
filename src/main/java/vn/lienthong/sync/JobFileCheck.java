package vn.lienthong.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.mapping.Mappings;

/**
 * What is wrong in the jobs and shared mappings of a folder, as deep as a hub looks before it asks the systems: names and
 * schedules, rules and checks compiled, code lists and connectors known, targets that two jobs would take from each other.
 */
public final class JobFileCheck {
    private final Connectors connectors;
    private final CodeLists codeLists;
    private final DocumentKinds kinds;

    /** A check against these connectors and code lists. */
    public JobFileCheck(Connectors connectors, CodeLists codeLists, DocumentKinds kinds) {
        this.connectors = connectors;
        this.codeLists = codeLists;
        this.kinds = kinds;
    }

    /** Whether a file of this name is looked at here. */
    public static boolean looksAt(String file) {
        return JobFiles.isOne(file);
    }

    /** All that is wrong; empty when nothing is. */
    public List<Problem> problems(Path folder) {
        JobFiles files = new JobFiles(folder, kinds, Variables.environment());
        files.refresh();
        Set<Problem> found = new LinkedHashSet<>(files.problems()); // a shared mapping is met once a job
        files.shared()
                .values()
                .forEach(mapping ->
                        found.addAll(Mappings.rehearse(mapping, List.of(), List.of(), codeLists, Timing.DEFAULT_ZONE)));
        JobChecks checks = new JobChecks(connectors, codeLists);
        List<SyncJob> before = new ArrayList<>();
        for (SyncJob job : files.jobs()) {
            found.addAll(JobChecks.overlaps(job, before));
            found.addAll(checks.connectors(job));
            found.addAll(Mappings.rehearse(
                    job.rules(), columns(job.from().dataset()), job.to().key(), codeLists, Timing.DEFAULT_ZONE));
            before.add(job);
        }
        return found.stream().map(problem -> in(folder, problem)).toList();
    }

    /** The columns that a connector lays down for a dataset; empty where only its system knows them. */
    private List<String> columns(DatasetName dataset) {
        return connectors
                .find(dataset.connector())
                .map(connector -> connector.datasets().get(dataset.dataset()))
                .map(Connector.Pinned::columns)
                .orElse(List.of());
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
