package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.RegistryError;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.mapping.Carried;
import vn.lienthong.mapping.CheckRule;
import vn.lienthong.mapping.CompiledMapping;
import vn.lienthong.mapping.LookUpRule;
import vn.lienthong.mapping.LookUpShape;
import vn.lienthong.mapping.Mappings;

/** Checks a job against other jobs, and against the systems it names. */
final class JobChecks {
    private final Connectors connectors;
    private final CodeLists codeLists;

    JobChecks(Connectors connectors, CodeLists codeLists) {
        this.connectors = connectors;
        this.codeLists = codeLists;
    }

    /** Jobs that write into the same target and could delete each other's rows. */
    static List<Problem> overlaps(SyncJob job, Collection<SyncJob> others) {
        List<Problem> problems = new ArrayList<>();
        for (SyncJob other : others) {
            boolean sameTarget = !other.name().equals(job.name())
                    && other.to().dataset().equals(job.to().dataset());
            if (sameTarget
                    && (removes(job) || removes(other))
                    && !disjoint(job.to().scope(), other.to().scope())) {
                problems.add(problem(
                        job,
                        new HubException(
                                SyncError.SCOPES_OVERLAP,
                                Map.of(
                                        "job",
                                        job.name(),
                                        "other",
                                        other.name(),
                                        "dataset",
                                        job.to().dataset()))));
            }
        }
        return problems;
    }

    /** The agencies whose systems a job reads, writes and asks, and whose values it compares its own with, unless those are public. */
    List<AgencyCode> agencies(SyncJob job) {
        return Stream.concat(
                        job.datasets()
                                .flatMap(dataset -> connectors.find(dataset.connector()).stream())
                                .map(Connector::agency),
                        job.rules().checks().stream()
                                .map(CheckRule::call)
                                .filter(call -> call.name().equals("reference")
                                        && call.arguments().size() == 2)
                                .flatMap(call -> referred(
                                        call.arguments().get(0).text(),
                                        call.arguments().get(1).text())))
                .distinct()
                .toList();
    }

    /** Whose values a check compares with; nobody's where it names no dataset, which is told elsewhere. */
    private Stream<AgencyCode> referred(String dataset, String column) {
        int slash = dataset.indexOf('/');
        if (slash < 0) {
            return Stream.empty();
        }
        return connectors.all().stream()
                .filter(one -> one.name().value().equals(dataset.substring(0, slash)))
                .filter(one -> one.dataClass(dataset.substring(slash + 1), column) != DataClass.PUBLIC)
                .map(Connector::agency);
    }

    /** Connectors that nobody has registered, and targets that take no rows so; asks no system. */
    List<Problem> connectors(SyncJob job) {
        List<Problem> problems = new ArrayList<>();
        attempt(job, "from:", problems, () -> known(job, job.from().dataset().connector()));
        attempt(job, "to:", problems, () -> known(job, job.to().dataset().connector()));
        problems.addAll(SentRows.problems(job, connectors));
        for (LookUpRule rule : job.rules().lookUps()) {
            try {
                known(job, rule.ask().connector());
            } catch (HubException unknown) {
                problems.add(Problem.of(job.rules().file(), rule.line(), unknown));
            }
        }
        return problems;
    }

    /** Names the nearest of the job's own agency only: whoever writes a job need not learn what others have. */
    private void known(SyncJob job, ConnectorName name) {
        if (connectors.find(name).isPresent()) {
            return;
        }
        List<String> own = connectors.all().stream()
                .filter(connector -> connector.agency().equals(job.agency()))
                .map(connector -> connector.name().value())
                .toList();
        throw Nearest.of(name.value(), own)
                .map(near -> new HubException(RegistryError.UNKNOWN_NEAR, Map.of("connector", name, "near", near)))
                .orElseGet(() -> new HubException(ConnectorError.UNKNOWN, Map.of("connector", name)));
    }

    /** What each of a job's fields is made of, as far as the job says; to be kept while the job stays as it is. */
    List<Carried> carried(SyncJob job) {
        return Mappings.carried(job.rules(), List.of(), codeLists, Timing.DEFAULT_ZONE);
    }

    /** What a job may not carry, by what the connectors lay down; asks no system. */
    List<Problem> classes(SyncJob job, List<Carried> carried) {
        return JobClasses.laidDown(job, carried, connectors);
    }

    /** What does not fit the systems as they are now. Systems that do not answer are passed over. */
    List<Problem> systems(SyncJob job) {
        List<Problem> problems = connectors(job);
        if (problems.isEmpty()) {
            attempt(job, "to:", problems, () -> fit(job, problems));
        }
        return problems;
    }

    private void fit(SyncJob job, List<Problem> problems) {
        Dataset from = connectors.dataset(job.from().dataset());
        Dataset to = connectors.dataset(job.to().dataset());
        String cursor = job.from().cursor();
        if (cursor != null && from.schema().column(cursor) == null) {
            problems.add(problem(
                    job, new HubException(SyncError.CURSOR_UNKNOWN, Map.of("column", cursor, "dataset", from.name()))));
        }
        String mark = job.to().markColumn();
        if (mark != null && to.schema().column(mark) == null) {
            problems.add(problem(
                    job,
                    new HubException(SyncError.MARK_COLUMN_MISSING, Map.of("column", mark, "dataset", to.name()))));
        }
        Map<String, LookUpShape> shapes = LookUpShapes.now(job.rules(), connectors);
        CompiledMapping mapping = Mappings.compile(
                job.rules(), from.schema(), to.schema(), job.to().key(), codeLists, Timing.DEFAULT_ZONE, shapes);
        problems.addAll(JobClasses.met(job, mapping.carried(), connectors, from.schema(), to.schema(), shapes));
    }

    private static void attempt(SyncJob job, String at, List<Problem> problems, Runnable check) {
        try {
            check.run();
        } catch (DocumentException wrong) {
            problems.addAll(wrong.problems());
        } catch (HubException wrong) {
            if (wrong.code().kind() != ErrorKind.UNAVAILABLE) {
                problems.add(problem(job, at, wrong));
            }
        }
    }

    private static boolean removes(SyncJob job) {
        return job.to().deletes() != WriteRequest.Deletes.KEEP || job.to().write() == WriteRequest.Mode.REPLACE;
    }

    /** Whether no row can be both jobs'. */
    static boolean disjoint(Map<String, Object> one, Map<String, Object> other) {
        return one.entrySet().stream()
                .anyMatch(entry ->
                        other.containsKey(entry.getKey()) && !entry.getValue().equals(other.get(entry.getKey())));
    }

    /** A problem with what the job writes. */
    private static Problem problem(SyncJob job, HubException error) {
        return problem(job, "to:", error);
    }

    static Problem problem(SyncJob job, String at, HubException error) {
        String file = job.file() == null ? job.name() + ".sync.yaml" : job.file();
        return Problem.of(file, line(job, at), error);
    }

    /** Where a key of the job stands; its first line where it is written in another way. */
    private static int line(SyncJob job, String at) {
        if (job.yaml().lines().noneMatch(line -> line.startsWith(at))) {
            return 1;
        }
        return (int) job.yaml().lines().takeWhile(line -> !line.startsWith(at)).count() + 1;
    }
}
