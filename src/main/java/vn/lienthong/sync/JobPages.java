package vn.lienthong.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Drift;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.QuarantineDesk;

/** What the pages about sync jobs show. */
@Component
class JobPages {
    private static final List<String> URGENCY = List.of("fail", "wait", "slow", "run", "unk", "ok", "off");

    private final JobLooks looks;
    private final Runs runs;
    private final RunControl control;
    private final Connectors connectors;
    private final Agencies agencies;
    private final QuarantineDesk quarantine;
    private final Follows follows;
    private final SentRows sent;
    private final Clock clock;

    JobPages(
            JobLooks looks,
            Runs runs,
            RunControl control,
            Connectors connectors,
            Agencies agencies,
            QuarantineDesk quarantine,
            Follows follows,
            SentRows sent,
            Clock clock) {
        this.looks = looks;
        this.runs = runs;
        this.control = control;
        this.connectors = connectors;
        this.agencies = agencies;
        this.quarantine = quarantine;
        this.follows = follows;
        this.sent = sent;
        this.clock = clock;
    }

    /**
     * A line of the list.
     *
     * @param reason why it stands so
     * @param newest its newest run, null where it never ran
     * @param good its newest good run
     * @param next when the clock starts it, null where it does not
     * @param promise how fresh its target is promised to be, null where nothing is promised
     */
    record Line(
            SyncJob job,
            Look standing,
            Text reason,
            @Nullable Run newest,
            @Nullable Run good,
            @Nullable Instant next,
            Text schedule,
            @Nullable Text promise,
            Text from,
            Text to,
            Text agency) {}

    /** Every job, those with trouble first. */
    List<Line> lines() {
        return looks.all().stream()
                .map(this::line)
                .sorted(Comparator.comparing(
                                (Line line) -> URGENCY.indexOf(line.standing().state()))
                        .thenComparing(line -> line.job().name()))
                .toList();
    }

    /** The lines that hold the words and are in the state; an empty filter keeps all. */
    List<Line> filtered(List<Line> lines, String words, String state) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> state.isEmpty() || line.standing().state().equals(state))
                .filter(line -> wanted.isEmpty() || words(line).contains(wanted))
                .toList();
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
                        line.agency().vi(),
                        line.agency().en())
                .toLowerCase(Locale.ROOT);
    }

    Line line(SyncJob job) {
        return line(looks.of(job));
    }

    private Line line(JobFacts facts) {
        SyncJob job = facts.job();
        Health health = facts.health(clock.instant());
        return new Line(
                job,
                Look.of(health),
                health.reason(),
                facts.newest(),
                facts.good(),
                facts.due(),
                ScheduleWords.of(job),
                job.promise() == null ? null : job.promise().words(),
                title(job.from().dataset().connector()),
                title(job.to().dataset().connector()),
                agencies.name(job.agency()));
    }

    private Text title(ConnectorName connector) {
        return connectors.find(connector).map(found -> found.title()).orElseGet(() -> Text.same(connector.value()));
    }

    /**
     * The run to look at on a job's page.
     *
     * @param progress how far it has come, null when it is over
     * @param counts its figures of this moment
     * @param strip its progress as a drawing
     */
    record Shown(
            Run run,
            Look standing,
            @Nullable RunProgress progress,
            Counts counts,
            List<Bars.Bar> strip,
            @Nullable Duration took) {
        /** Whether it ended because changes may be missing, and a person says how to go on. */
        public boolean gap() {
            return run.state() == RunState.FAILED
                    && run.failure() != null
                    && run.failure().code().equals(ChangesError.GAP.code());
        }

        /** Whether its figures still move. */
        public boolean live() {
            return run.state() == RunState.RUNNING || run.state() == RunState.PLANNED;
        }
    }

    Shown shown(Run run) {
        RunProgress progress = run.state().active() ? control.progress(run.id()).orElse(null) : null;
        var counts = progress == null ? run.counts() : progress.counts();
        Long expected = progress == null ? run.expected() : progress.expected();
        return new Shown(
                run,
                Look.of(run),
                progress,
                counts,
                Bars.strip(counts, run.state().active() ? expected : null),
                Bars.took(run));
    }

    /** How a job that follows does so; null where it has not begun, or does not. */
    @Nullable
    Following following(SyncJob job) {
        return job.follows()
                ? follows.find(job.name())
                        .map(standing -> Following.of(standing, clock.instant()))
                        .orElse(null)
                : null;
    }

    /** How a job stands at this moment. */
    Look look(SyncJob job) {
        return looks.of(job).look(clock.instant());
    }

    /** The runs of a job from the newest, or before a number. */
    List<Shown> history(JobName job, @Nullable Long before, int limit) {
        return runs.list(job, before, limit).stream().map(this::shown).toList();
    }

    /** What the job did on the last days, the oldest first. */
    List<Runs.Day> days(JobName job) {
        return runs.days(job, today().minusDays(Bars.DAYS - 1L));
    }

    /** Small charts of these days. */
    List<Bars.Chart> charts(List<Runs.Day> days) {
        return Bars.history(days, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Timing.DEFAULT_ZONE);
    }

    /** How the columns of its source and its target changed of late. */
    List<Drift> drifts(SyncJob job) {
        return Stream.of(job.from().dataset(), job.to().dataset())
                .distinct()
                .flatMap(dataset -> connectors.drifts(dataset.connector()).stream()
                        .filter(drift -> drift.dataset().equals(dataset)))
                .toList();
    }

    /** The lines of its mapping and checks that name a column that is gone or is another. */
    List<MappingLine> touched(SyncJob job, List<Drift> drifts) {
        List<String> columns = drifts.stream()
                .flatMap(drift -> Stream.concat(drift.gone().stream(), drift.altered().stream()))
                .distinct()
                .toList();
        return MappingLine.naming(job.yaml(), columns);
    }

    /** How its rows stand that are sent one by one; null where the target takes them together. */
    SentRows.@Nullable Sent sent(SyncJob job) {
        return sent.of(job);
    }

    /** How many rows of a job wait in quarantine. */
    long held(JobName job) {
        return quarantine.held(job.value());
    }
}
