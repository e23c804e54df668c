package vn.lienthong.sync.draft;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approval;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.Difference;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.quarantine.ReasonGroup;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.sync.SeenJobs;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** What the pages about mappings show. */
@Component
class MappingPages {
    private final SyncJobs jobs;
    private final SeenJobs seen;
    private final MappingDesk desk;
    private final MappingDrafts drafts;
    private final MappingVersions versions;
    private final MappingTrials trials;
    private final CodeLists lists;
    private final Connectors connectors;
    private final SeenRows held;
    private final Callers callers;

    MappingPages(
            SyncJobs jobs,
            SeenJobs seen,
            MappingDesk desk,
            MappingDrafts drafts,
            MappingVersions versions,
            MappingTrials trials,
            CodeLists lists,
            Connectors connectors,
            SeenRows held,
            Callers callers) {
        this.jobs = jobs;
        this.seen = seen;
        this.desk = desk;
        this.drafts = drafts;
        this.versions = versions;
        this.trials = trials;
        this.lists = lists;
        this.connectors = connectors;
        this.held = held;
        this.callers = callers;
    }

    /** How a mapping stands; what needs somebody first. */
    enum Standing {
        /** A second person has to let its draft in. */
        WAITS("wait"),
        DRAFTED("run"),
        IN_USE("ok");

        private final String shape;

        Standing(String shape) {
            this.shape = shape;
        }

        public String shape() {
            return shape;
        }
    }

    /**
     * A line of the list.
     *
     * @param found what the newest trial found, of the draft where there is one; null where it was never tried
     */
    record Line(SyncJob job, Standing standing, MappingDrafts.@Nullable Found found, int fields, List<String> lists) {}

    /** Those that the caller may look at, what needs somebody first. */
    List<Line> lines() {
        Set<JobName> drafted = drafts.jobs();
        Set<JobName> waiting = desk.waiting();
        Map<String, MappingDrafts.Found> found = drafts.found();
        return seen.all().stream()
                .map(job -> line(job, waiting.contains(job.name()), drafted.contains(job.name()), found))
                .sorted(Comparator.comparing(Line::standing)
                        .thenComparing(line -> line.job().name()))
                .toList();
    }

    /** Those of them that hold the words. */
    static List<Line> holding(List<Line> lines, String q) {
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        return lines.stream().filter(line -> words(line).contains(wanted)).toList();
    }

    private Line line(SyncJob job, boolean waits, boolean drafted, Map<String, MappingDrafts.Found> found) {
        Standing standing = waits ? Standing.WAITS : drafted ? Standing.DRAFTED : Standing.IN_USE;
        return new Line(
                job,
                standing,
                found.get(MappingDrafts.key(job.name(), drafted)),
                job.rules().fields().size(),
                job.rules().fields().stream()
                        .flatMap(rule -> MappingLook.list(job.rules(), rule).stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static String words(Line line) {
        SyncJob job = line.job();
        return String.join(
                        " ",
                        job.name().value(),
                        job.title().vi(),
                        job.title().en(),
                        job.from().dataset().toString(),
                        job.to().dataset().toString(),
                        String.join(" ", line.lists()))
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A mapping as it is looked at.
     *
     * @param job the job in use
     * @param draft its draft; null where there is none, or what is in use is looked at
     * @param drafted whether there is a draft at all
     * @param shown the job with the rules that are shown; null where a draft's text cannot be read
     * @param problems what is wrong in a draft
     * @param stale whether what is in use has changed since the draft was begun
     * @param trial what the last trial found; null where there was none for a while
     * @param outdated whether the trial was of another text
     * @param rows whether the caller may look at rows
     * @param plain whether he may ask to see values as they are
     * @param held how many rows are held by field
     * @param change whether he may change the draft now
     */
    record View(
            SyncJob job,
            MappingDrafts.@Nullable Draft draft,
            boolean drafted,
            @Nullable SyncJob shown,
            List<Problem> problems,
            boolean stale,
            Standing standing,
            @Nullable Approval waiting,
            @Nullable SeenTrial trial,
            boolean outdated,
            MappingDrafts.@Nullable Found found,
            boolean rows,
            boolean plain,
            Map<String, Long> held,
            List<MappingLook.Field> fields,
            List<String> removed,
            List<Column> unused,
            boolean write,
            boolean change) {
        public long heldRows() {
            return held.values().stream().mapToLong(Long::longValue).sum();
        }

        public long bad() {
            return fields.stream()
                    .filter(field -> field.refused() != null && field.refused() > 0)
                    .count();
        }

        public String text() {
            return draft == null ? job.yaml() : draft.text();
        }
    }

    /** One of them; {@code used} asks for what is in use though there is a draft. */
    View view(JobName name, boolean used) {
        SyncJob job = jobs.get(name);
        MappingDrafts.Draft draft = drafts.find(name).orElse(null);
        boolean drafting = draft != null && !used;
        boolean write = callers.current().may(Act.WRITE_JOBS, job.agency());
        MappingDesk.Judged judged = !drafting
                ? new MappingDesk.Judged(job, List.of())
                : write ? desk.judge(job, draft.text()) : desk.read(job, draft.text());
        SyncJob shown = judged.job();
        String text = drafting ? draft.text() : job.yaml();
        SeenTrial trial = trials.last(job, drafting).orElse(null);
        Approval waiting = desk.waiting(name).orElse(null);
        List<MappingLook.Field> fields =
                shown == null ? List.of() : MappingLook.fields(shown.rules(), job.rules(), trial);
        List<Column> source =
                trial != null ? trial.source() : drafting ? columns(job.from().dataset()) : List.of();
        return new View(
                job,
                drafting ? draft : null,
                draft != null,
                shown,
                judged.problems(),
                drafting && !draft.base().equals(job.yaml()),
                waiting != null ? Standing.WAITS : draft != null ? Standing.DRAFTED : Standing.IN_USE,
                waiting,
                trial,
                trial != null && !trial.print().equals(MappingDrafts.print(text)),
                drafts.found(name, drafting, text),
                trials.maySeeRows(job),
                callers.current().may(Act.SEE_PERSONAL_DATA, trials.owner(job)),
                held(name),
                fields,
                shown == null
                        ? List.of()
                        : job.rules().fields().stream()
                                .map(rule -> rule.field())
                                .filter(field -> fields.stream()
                                        .noneMatch(one -> one.name().equals(field)))
                                .toList(),
                shown == null ? List.of() : MappingLook.unused(shown.rules(), source),
                write,
                drafting && write && waiting == null);
    }

    private Map<String, Long> held(JobName name) {
        Map<String, Long> rows = new HashMap<>();
        for (ReasonGroup group : held.groups(name.value())) {
            rows.merge(group.field() == null ? "" : group.field(), group.rows(), Long::sum);
        }
        return rows;
    }

    /** The columns of a dataset; none where its system does not answer. */
    List<Column> columns(DatasetName dataset) {
        try {
            return connectors.dataset(dataset).schema().columns();
        } catch (HubException silent) {
            return List.of();
        }
    }

    /** The code list of a field, if it has one that the hub knows. */
    Optional<CodeList> list(MappingLook.@Nullable Field field) {
        return field == null || field.list() == null ? Optional.empty() : lists.find(field.list());
    }

    /** All code lists. */
    List<CodeList> lists() {
        return List.copyOf(lists.all());
    }

    /** Versions before one, the newest first; null for the newest of all. */
    List<MappingVersions.Version> versions(JobName name, @Nullable Integer before, int most) {
        return versions.of(name, before, most);
    }

    MappingVersions.Version version(JobName name, int number) {
        return versions.get(name, number);
    }

    /** A text by its lines, with what is wrong beside them. */
    static List<SourceText.Line> lines(String text, List<Problem> problems) {
        return SourceText.lines(text, problems, line -> false);
    }

    /** What a draft changes. */
    static List<Difference.Line> difference(View view) {
        return view.draft() == null
                ? List.of()
                : Difference.of(view.job().yaml(), view.draft().text());
    }
}
