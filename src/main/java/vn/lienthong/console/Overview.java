package vn.lienthong.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.Look;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** Puts together what the first page says: how the sector's data moves, and what must be done now. */
@Component
class Overview {
    private static final int MOST_TODO = 7;
    private static final int MOST_LANES = 9;
    private static final List<String> URGENCY = List.of("fail", "wait", "slow", "run", "ok", "unk", "off");

    private final Connectors connectors;
    private final ConnectionDoctor doctor;
    private final SyncJobs jobs;
    private final Runs runs;
    private final RunControl control;
    private final QuarantineDesk quarantine;
    private final Agencies agencies;
    private final CodeLists codeLists;
    private final Follows follows;
    private final FollowTodos followTodos;
    private final Clock clock;

    Overview(
            Connectors connectors,
            ConnectionDoctor doctor,
            SyncJobs jobs,
            Runs runs,
            RunControl control,
            QuarantineDesk quarantine,
            Agencies agencies,
            CodeLists codeLists,
            Follows follows,
            FollowTodos followTodos,
            Clock clock) {
        this.connectors = connectors;
        this.doctor = doctor;
        this.jobs = jobs;
        this.runs = runs;
        this.control = control;
        this.quarantine = quarantine;
        this.agencies = agencies;
        this.codeLists = codeLists;
        this.follows = follows;
        this.followTodos = followTodos;
        this.clock = clock;
    }

    /**
     * Something a person should do.
     *
     * @param state its shape
     * @param what the key of the sentence; behind it {@code .cost} says what it costs and {@code .act} names the button
     * @param subject whom or what it is about
     * @param figure how many rows, where that says something
     * @param detail further words, null where none
     * @param owner who answers for it
     */
    record Todo(
            String state,
            String what,
            Text subject,
            long figure,
            @Nullable Text detail,
            Text owner,
            String address) {}

    /** The figures of the page. */
    record Figure(
            long read,
            long written,
            long held,
            long goodJobs,
            long jobs,
            long goodConnectors,
            long examined,
            long connectors,
            @Nullable Duration freshness,
            List<Long> readByHour) {}

    /** The whole page at one moment. */
    record Page(
            Figure figure,
            Map<String, Long> states,
            SectorMap map,
            List<Todo> todo,
            long moreTodo,
            List<Lane> lanes,
            List<Hour> hours,
            String now,
            List<Text> problems) {}

    /** A label on the line of time. */
    record Hour(String x, Instant at) {}

    /** Whether there is nothing to look at yet. */
    boolean empty() {
        return connectors.all().isEmpty();
    }

    Page page() {
        Instant now = clock.instant();
        Map<JobName, Run> newest = runs.newest();
        List<Run> day = runs.since(null, now.minus(Duration.ofHours(24)));
        Map<JobName, Follows.Standing> followed = follows.all();
        Map<JobName, RunControl.Standing> held = control.standings();
        List<Standing> standings = jobs.all().stream()
                .map(job -> standing(job, newest.get(job.name()), held.get(job.name()), followed.get(job.name()), now))
                .sorted(Comparator.comparing((Standing standing) -> URGENCY.indexOf(standing.state()))
                        .thenComparing(standing -> standing.job().name()))
                .toList();
        Map<String, Long> states = new HashMap<>();
        standings.forEach(standing -> states.merge(standing.state(), 1L, Long::sum));
        List<Todo> todo = todo(standings);
        return new Page(
                figure(standings, day, now),
                states,
                map(standings, day),
                todo.stream().limit(MOST_TODO).toList(),
                Math.max(0, todo.size() - MOST_TODO),
                lanes(standings, day, now),
                hours(now),
                Lane.place(now, now),
                problems());
    }

    /**
     * A job.
     *
     * @param fresh when its target was last known to be as its source is; null where it never was
     */
    private record Standing(
            SyncJob job,
            @Nullable Run newest,
            String state,
            @Nullable Instant fresh) {}

    private static Standing standing(
            SyncJob job,
            @Nullable Run newest,
            RunControl.@Nullable Standing held,
            Follows.@Nullable Standing followed,
            Instant now) {
        Look look = Look.of(job, newest, held == null ? RunControl.Standing.ON : held, followed, now);
        boolean heard = followed != null && followed.inStep() && followed.backlog() != null;
        return new Standing(
                job, newest, look.state(), heard ? followed.backlog().heard() : null);
    }

    private Figure figure(List<Standing> standings, List<Run> day, Instant now) {
        List<Long> byHour = new ArrayList<>(Collections.nCopies(24, 0L));
        for (Run run : day) {
            Instant at = run.started() == null ? run.requested() : run.started();
            int hour = (int)
                    Math.max(0, Math.min(23, 23 - Duration.between(at, now).toHours()));
            byHour.set(hour, byHour.get(hour) + run.counts().read());
        }
        List<ConnectionDoctor.Diagnosis> examined = connectors.all().stream()
                .flatMap(connector -> doctor.last(connector.name()).stream())
                .toList();
        Map<JobName, Run> good = runs.newestGood();
        List<Duration> ages = standings.stream()
                .map(standing -> fresh(standing, good.get(standing.job().name())))
                .filter(Objects::nonNull)
                .map(at -> Duration.between(at, now))
                .sorted()
                .toList();
        return new Figure(
                day.stream().mapToLong(run -> run.counts().read()).sum(),
                day.stream()
                        .mapToLong(run -> run.counts().written() + run.counts().deleted())
                        .sum(),
                quarantine.held(),
                standings.stream()
                        .filter(standing -> standing.state().equals("ok")
                                || standing.state().equals("run"))
                        .count(),
                standings.size(),
                examined.stream().filter(ConnectionDoctor.Diagnosis::passed).count(),
                examined.size(),
                connectors.all().size(),
                ages.isEmpty() ? null : ages.get(ages.size() / 2),
                byHour);
    }

    private static @Nullable Instant fresh(Standing standing, @Nullable Run good) {
        return standing.fresh() == null && good != null ? good.finished() : standing.fresh();
    }

    private SectorMap map(List<Standing> standings, List<Run> day) {
        Map<JobName, Long> rows = new HashMap<>();
        day.forEach(run -> rows.merge(run.job(), run.counts().read(), Long::sum));
        List<SectorMap.Flow> flows = standings.stream()
                .map(standing -> new SectorMap.Flow(
                        standing.job().from().dataset().connector(),
                        standing.job().to().dataset().connector(),
                        rows.getOrDefault(standing.job().name(), 0L),
                        standing.state(),
                        standing.job().title()))
                .toList();
        List<SectorMap.System> systems = connectors.all().stream()
                .map(connector -> system(connector, flows))
                .toList();
        return SectorMap.of(systems, flows);
    }

    private SectorMap.System system(Connector connector, List<SectorMap.Flow> flows) {
        String state = flows.stream()
                .filter(flow -> flow.from().equals(connector.name()))
                .map(SectorMap.Flow::state)
                .filter(one -> List.of("fail", "wait", "slow").contains(one))
                .min(Comparator.comparing(URGENCY::indexOf))
                .orElse(failing(connector.name()) ? "fail" : "ok");
        long rows = flows.stream()
                .filter(flow ->
                        flow.from().equals(connector.name()) || flow.to().equals(connector.name()))
                .mapToLong(SectorMap.Flow::rows)
                .sum();
        Text below = rows == 0 ? Text.same(connector.name().value()) : null;
        return new SectorMap.System(
                connector.name(),
                connector.title(),
                connector.agency(),
                agencies.name(connector.agency()),
                state,
                below == null ? Text.same(String.valueOf(rows)) : below);
    }

    private boolean failing(ConnectorName name) {
        return doctor.last(name).map(last -> !last.passed()).orElse(false);
    }

    private List<Todo> todo(List<Standing> standings) {
        List<Todo> todo = new ArrayList<>();
        for (Standing standing : standings) {
            Run run = standing.newest();
            if (run != null && List.of("fail", "wait", "slow").contains(standing.state())) {
                todo.add(new Todo(
                        standing.state(),
                        switch (standing.state()) {
                            case "fail" -> run.state().active() ? "todo.not-arriving" : "todo.failed";
                            case "wait" -> "todo.waiting";
                            default -> "todo.retrying";
                        },
                        standing.job().title(),
                        run.stop() == null ? run.counts().read() : run.stop().figure(),
                        run.failure() == null ? null : run.failure().problem(),
                        owner(standing.job().contact(), standing.job().agency()),
                        "/jobs/" + standing.job().name()));
            }
        }
        for (Connector connector : connectors.all()) {
            doctor.last(connector.name()).filter(last -> !last.passed()).ifPresent(last -> {
                Text found = last.checks().stream()
                        .filter(check -> check.outcome() == Check.Outcome.FAILED)
                        .findFirst()
                        .map(Check::found)
                        .orElse(null);
                todo.add(new Todo(
                        "fail",
                        "todo.unreachable",
                        connector.title(),
                        0,
                        found,
                        owner(connector.contact(), connector.agency()),
                        "/connectors/" + connector.name()));
            });
        }
        todo.addAll(followTodos.todos());
        todo.addAll(held(standings));
        todo.sort(Comparator.comparing(item -> URGENCY.indexOf(item.state())));
        return todo;
    }

    /** Whoever answers for the source can correct its rows. */
    private List<Todo> held(List<Standing> standings) {
        Map<String, Text> titles = standings.stream()
                .collect(Collectors.toMap(standing -> standing.job().name().value(), standing -> standing.job()
                        .title()));
        Map<Stuck, Long> rows = new LinkedHashMap<>();
        quarantine
                .groups(null)
                .forEach(group -> rows.merge(new Stuck(group.job(), group.agency()), group.rows(), Long::sum));
        return rows.entrySet().stream()
                .map(entry -> new Todo(
                        "slow",
                        "todo.held",
                        titles.getOrDefault(
                                entry.getKey().job(), Text.same(entry.getKey().job())),
                        entry.getValue(),
                        null,
                        agencies.name(new AgencyCode(entry.getKey().agency())),
                        "/quarantine?job=" + entry.getKey().job()))
                .toList();
    }

    /** How the jobs that follow their source stand, for the stream. */
    String following() {
        Map<JobName, Run> newest = runs.newest();
        Map<JobName, Follows.Standing> followed = follows.all();
        Map<JobName, RunControl.Standing> held = control.standings();
        Instant now = clock.instant();
        return jobs.all().stream()
                .filter(SyncJob::follows)
                .map(job -> job.name()
                        + standing(job, newest.get(job.name()), held.get(job.name()), followed.get(job.name()), now)
                                .state())
                .toList()
                .toString();
    }

    private record Stuck(String job, String agency) {}

    private Text owner(@Nullable String contact, AgencyCode agency) {
        return contact == null ? agencies.name(agency) : Text.same(contact);
    }

    private List<Lane> lanes(List<Standing> standings, List<Run> day, Instant now) {
        Map<JobName, Instant> due = control.due();
        return standings.stream()
                .limit(MOST_LANES)
                .map(standing -> Lane.of(
                        standing.job(),
                        standing.state(),
                        day.stream()
                                .filter(run -> run.job().equals(standing.job().name()))
                                .toList(),
                        due.get(standing.job().name()),
                        now))
                .toList();
    }

    private static List<Hour> hours(Instant now) {
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            hours.add(new Hour(Sketch.figure(i * 12.5) + "%", Lane.left(now).plus(Duration.ofHours(3L * i))));
        }
        return hours;
    }

    private List<Text> problems() {
        List<Text> problems = new ArrayList<>();
        connectors.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        jobs.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        agencies.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        codeLists.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        return problems;
    }

    private static Text said(String file, int line, Text what) {
        return new Text(file + ":" + line + ": " + what.vi(), file + ":" + line + ": " + what.en());
    }
}
