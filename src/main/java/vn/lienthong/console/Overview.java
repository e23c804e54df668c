package vn.lienthong.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.alert.AlertFile;
import vn.lienthong.alert.Alerts;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.route.RefusedFiles;
import vn.lienthong.sync.JobLooks;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SeenJobs;
import vn.lienthong.sync.SyncJobs;

/** Puts together what the first page says: how the sector's data moves, and what must be done now. */
@Component
class Overview {
    private static final int MOST_TODO = 7;
    private static final int MOST_LANES = 9;

    private final Connectors connectors;
    private final SeenConnectors seen;
    private final ConnectionDoctor doctor;
    private final SyncJobs jobs;
    private final SeenJobs seenJobs;
    private final Callers callers;
    private final Runs runs;
    private final SeenRows quarantine;
    private final Agencies agencies;
    private final CodeLists codeLists;
    private final Calendars calendars;
    private final JobLooks looks;
    private final SectorMaps maps;
    private final Todos todos;
    private final Upcoming upcoming;
    private final Alerts alerts;
    private final AlertFile alertFile;
    private final RefusedFiles refusedFiles;
    private final Clock clock;

    Overview(
            Connectors connectors,
            SeenConnectors seen,
            SeenJobs seenJobs,
            Callers callers,
            ConnectionDoctor doctor,
            SyncJobs jobs,
            Runs runs,
            SeenRows quarantine,
            Agencies agencies,
            CodeLists codeLists,
            Calendars calendars,
            JobLooks looks,
            SectorMaps maps,
            Todos todos,
            Upcoming upcoming,
            Alerts alerts,
            AlertFile alertFile,
            RefusedFiles refusedFiles,
            Clock clock) {
        this.refusedFiles = refusedFiles;
        this.connectors = connectors;
        this.seen = seen;
        this.seenJobs = seenJobs;
        this.callers = callers;
        this.doctor = doctor;
        this.jobs = jobs;
        this.runs = runs;
        this.quarantine = quarantine;
        this.agencies = agencies;
        this.codeLists = codeLists;
        this.calendars = calendars;
        this.looks = looks;
        this.maps = maps;
        this.todos = todos;
        this.upcoming = upcoming;
        this.alerts = alerts;
        this.alertFile = alertFile;
        this.clock = clock;
    }

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
            List<Long> readByHour,
            List<Long> writtenByHour,
            List<Long> runsByHour,
            List<Long> rejectedByHour) {}

    /** The whole page at one moment. */
    record Page(
            Figure figure,
            Map<String, Long> states,
            SectorMap map,
            List<Todo> todo,
            long moreTodo,
            List<Upcoming.Coming> coming,
            List<Lane> lanes,
            List<Hour> hours,
            String now,
            List<Text> problems,
            long alerts) {}

    /** A label on the line of time. */
    record Hour(String x, Instant at) {}

    /** Whether there is nothing to look at yet. */
    boolean empty() {
        return connectors.all().isEmpty();
    }

    Page page() {
        Instant now = clock.instant();
        Set<JobName> names = seenJobs.names();
        List<Run> day = runs.since(null, now.minus(Duration.ofHours(24))).stream()
                .filter(run -> names.contains(run.job()))
                .toList();
        List<JobState> standings = looks.all().stream()
                .map(facts -> JobState.of(facts, now))
                .sorted(Comparator.comparing(JobState::state, Urgency.ORDER)
                        .thenComparing(standing -> standing.job().name()))
                .toList();
        Map<String, Long> states = new HashMap<>();
        standings.forEach(standing -> states.merge(standing.state(), 1L, Long::sum));
        List<Todo> todo = todos.of(standings);
        return new Page(
                figure(standings, day, now),
                states,
                maps.of(standings, day),
                todo.stream().limit(MOST_TODO).toList(),
                Math.max(0, todo.size() - MOST_TODO),
                todo.isEmpty() ? upcoming.of(standings) : List.of(),
                lanes(standings, day, now),
                hours(now),
                Lane.place(now, now),
                problems(),
                alerts.open().size());
    }

    private Figure figure(List<JobState> standings, List<Run> day, Instant now) {
        List<ConnectionDoctor.Diagnosis> examined = seen.all().stream()
                .flatMap(connector -> doctor.last(connector.name()).stream())
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
                seen.all().size(),
                freshness(standings, now),
                byHour(day, now, run -> run.counts().read()),
                byHour(day, now, run -> run.counts().written() + run.counts().deleted()),
                byHour(day, now, run -> 1),
                byHour(day, now, run -> run.counts().rejected()));
    }

    /** How long ago, for half of the jobs, the target was as its source is. */
    private static @Nullable Duration freshness(List<JobState> standings, Instant now) {
        List<Duration> ages = standings.stream()
                .map(JobState::fresh)
                .filter(Objects::nonNull)
                .map(at -> Duration.between(at, now))
                .sorted()
                .toList();
        return ages.isEmpty() ? null : ages.get(ages.size() / 2);
    }

    private static List<Long> byHour(List<Run> day, Instant now, ToLongFunction<Run> value) {
        List<Long> byHour = new ArrayList<>(Collections.nCopies(24, 0L));
        for (Run run : day) {
            Instant at = run.started() == null ? run.requested() : run.started();
            int hour = (int)
                    Math.max(0, Math.min(23, 23 - Duration.between(at, now).toHours()));
            byHour.set(hour, byHour.get(hour) + value.applyAsLong(run));
        }
        return byHour;
    }

    /** How the jobs do, and the systems that they ask, for the stream. */
    String stand() {
        Instant now = clock.instant();
        List<String> stand = new ArrayList<>();
        looks.all().forEach(facts -> {
            stand.add(facts.job().name() + facts.look(now).state());
            stand.addAll(maps.circuits(facts.job()));
        });
        stand.add("alerts " + alerts.open().size() + " refused " + refusedFiles.all());
        return stand.toString();
    }

    private List<Lane> lanes(List<JobState> standings, List<Run> day, Instant now) {
        List<JobState> shown = standings.stream().limit(MOST_LANES).toList();
        Map<JobName, Duration> usual =
                runs.usual(shown.stream().map(standing -> standing.job().name()).toList());
        return shown.stream()
                .map(standing -> Lane.of(
                        standing.job(),
                        standing.state(),
                        day.stream()
                                .filter(run -> run.job().equals(standing.job().name()))
                                .toList(),
                        standing.due(),
                        usual.get(standing.job().name()),
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
        if (!callers.current().may(Act.RUN_PLATFORM)) {
            return List.of();
        }
        List<Text> problems = new ArrayList<>();
        connectors.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        jobs.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        calendars.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        alertFile.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        agencies.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        codeLists.problems().forEach(problem -> problems.add(said(problem.file(), problem.line(), problem.what())));
        return problems;
    }

    private static Text said(String file, int line, Text what) {
        return new Text(file + ":" + line + ": " + what.vi(), file + ":" + line + ": " + what.en());
    }
}
