package vn.lienthong.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.CertificateWatch;
import vn.lienthong.alert.Alerts;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Endings;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.journal.SecondPlace;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.person.WaitingErasures;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.quarantine.SettlingTimes;
import vn.lienthong.route.RefusedFiles;
import vn.lienthong.service.AgreementNotices;
import vn.lienthong.service.CallerNotices;
import vn.lienthong.sync.Look;
import vn.lienthong.sync.Run;

/** What must be done now, and who answers for it. */
@Component
class Todos {
    private static final Text ADMINISTRATOR = new Text("Quản trị hệ thống", "Administrator");

    /** What has a limit that is over or near: the first among equals. */
    private static final Set<String> LIMITED =
            Set.of("todo.overdue", "todo.late", "todo.filling", "todo.ending", "todo.held.over");

    private final SeenConnectors connectors;
    private final ConnectionDoctor doctor;
    private final Endings endings;
    private final SeenRows quarantine;
    private final Agencies agencies;
    private final FollowTodos followTodos;
    private final SecondPlace secondPlace;
    private final CertificateWatch certificate;
    private final WaitingErasures erasures;
    private final AgreementNotices agreements;
    private final CallerNotices programs;
    private final RefusedFiles refusedFiles;
    private final Alerts alerts;
    private final Callers callers;
    private final SettlingTimes times;

    Todos(
            SeenConnectors connectors,
            ConnectionDoctor doctor,
            Endings endings,
            SeenRows quarantine,
            Agencies agencies,
            FollowTodos followTodos,
            SecondPlace secondPlace,
            CertificateWatch certificate,
            WaitingErasures erasures,
            AgreementNotices agreements,
            CallerNotices programs,
            RefusedFiles refusedFiles,
            Alerts alerts,
            Callers callers,
            SettlingTimes times) {
        this.times = times;
        this.refusedFiles = refusedFiles;
        this.alerts = alerts;
        this.erasures = erasures;
        this.agreements = agreements;
        this.programs = programs;
        this.connectors = connectors;
        this.doctor = doctor;
        this.endings = endings;
        this.quarantine = quarantine;
        this.agencies = agencies;
        this.followTodos = followTodos;
        this.secondPlace = secondPlace;
        this.certificate = certificate;
        this.callers = callers;
    }

    /** All of it, the most urgent first. */
    List<Todo> of(List<JobState> jobs) {
        List<Todo> todos = new ArrayList<>();
        jobs.stream()
                .filter(job -> job.besideLog().state().trouble())
                .forEach(job -> todos.add(stopped(job, job.newest())));
        connectors.all().forEach(connector -> doctor.last(connector.name())
                .filter(last -> !last.passed())
                .ifPresent(last -> todos.add(unreachable(connector, last))));
        connectors.all().forEach(connector -> endings.due(connector).stream()
                .findFirst()
                .ifPresent(due -> todos.add(ending(connector, due))));
        todos.addAll(followTodos.todos());
        secondPlace
                .trouble()
                .filter(trouble -> callers.current().may(Act.READ_JOURNAL, null))
                .ifPresent(trouble -> todos.add(notHandedOver(trouble)));
        if (callers.current().may(Act.RUN_PLATFORM)) {
            certificate.notices().forEach(notice -> todos.add(certificate(notice)));
        }
        erasures.all().forEach(waiting -> todos.add(notErased(waiting)));
        agreements.all().forEach(notice -> todos.add(agreement(notice)));
        programs.all().forEach(notice -> todos.add(program(notice)));
        refusedFiles.all().forEach(file -> todos.add(refused(file)));
        todos.addAll(held(jobs));
        todos.addAll(alerted(todos));
        todos.sort(
                Comparator.comparing(Todo::state, Urgency.ORDER).thenComparing(todo -> !LIMITED.contains(todo.what())));
        return todos;
    }

    /** Where a file ran before, that version runs on. */
    private Todo refused(RefusedFiles.Refused file) {
        return new Todo(
                file.agency() == null ? "fail" : "slow",
                file.agency() == null ? "todo.made" : "todo.made.before",
                Text.same(file.name()),
                0,
                file.why(),
                file.agency() == null ? ADMINISTRATOR : agencies.name(file.agency()),
                "/routes/made/" + file.name());
    }

    /** Open alerts about what stands here not yet. */
    private List<Todo> alerted(List<Todo> todos) {
        Set<String> there = todos.stream().map(Todo::address).collect(Collectors.toSet());
        return alerts.open().stream()
                .filter(alert -> !there.contains(alert.page())
                        && alert.members().stream().noneMatch(member -> there.contains(member.page())))
                .map(alert -> new Todo(
                        switch (alert.state()) {
                            case FAILED -> "fail";
                            case WAITING -> "wait";
                            default -> "slow";
                        },
                        alert.taken() == null ? "todo.alert" : "todo.alert.taken",
                        alert.title(),
                        0,
                        alert.reason(),
                        alert.taken() == null
                                ? agencies.name(alert.agency())
                                : Text.same(alert.taken().by()),
                        "/alerts/" + alert.number()))
                .toList();
    }

    private Todo stopped(JobState job, @Nullable Run run) {
        return new Todo(
                Look.of(job.besideLog()).state(),
                switch (job.besideLog().code()) {
                    case "waiting" -> "todo.waiting";
                    case "paused" -> "todo.retrying";
                    case "late" -> "todo.late";
                    case "overdue" -> "todo.overdue";
                    case "partner-rests" -> "todo.partner-rests";
                    case "route-dead" -> "todo.route-dead";
                    case "silent", "retrying" -> "todo.not-arriving";
                    default -> "todo.failed";
                },
                job.job().title(),
                run == null
                        ? 0
                        : run.stop() == null ? run.counts().read() : run.stop().figure(),
                job.besideLog().code().equals("waiting")
                        ? null
                        : job.besideLog().reason(),
                owner(job.job().contact(), job.job().agency()),
                "/jobs/" + job.job().name());
    }

    private Todo unreachable(Connector connector, ConnectionDoctor.Diagnosis last) {
        Text found = last.checks().stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .findFirst()
                .map(Check::found)
                .orElse(null);
        return new Todo(
                "fail",
                "todo.unreachable",
                connector.title(),
                0,
                found,
                owner(connector.contact(), connector.agency()),
                "/connectors/" + connector.name());
    }

    private Todo ending(Connector connector, Endings.Due due) {
        return new Todo(
                due.state(),
                "todo.ending",
                connector.title(),
                0,
                due.found(),
                owner(connector.contact(), connector.agency()),
                "/connectors/" + connector.name());
    }

    private static Todo notHandedOver(HubException trouble) {
        Text journal = new Text("Nhật ký", "The journal");
        return new Todo("fail", "todo.journal", journal, 0, trouble.problem(), ADMINISTRATOR, "/journal");
    }

    private static Todo certificate(CertificateWatch.Notice notice) {
        Text hub = new Text("Đường vào", "The way in");
        return new Todo(notice.state(), "todo.certificate", hub, 0, notice.found(), ADMINISTRATOR, "/settings");
    }

    private Todo notErased(WaitingErasures.Waiting waiting) {
        return new Todo(
                "fail",
                "todo.erasure",
                Text.same("" + waiting.number()),
                0,
                waiting.why(),
                agencies.name(waiting.agency()),
                "/person-file/erasures/" + waiting.number());
    }

    private Todo agreement(AgreementNotices.Notice notice) {
        return new Todo(
                notice.urgent() ? "fail" : "slow",
                "todo.agreement." + notice.what(),
                Text.same(notice.agreement()),
                0,
                notice.found(),
                owner(notice.contact(), notice.owner()),
                "/services#agreement-" + notice.agreement());
    }

    private Todo program(CallerNotices.Notice notice) {
        return new Todo(
                notice.urgent() ? "fail" : "slow",
                "todo.caller",
                Text.same(notice.program()),
                0,
                notice.found(),
                owner(notice.contact(), notice.owner()),
                "/callers");
    }

    /** Whoever answers for the source can correct its rows. */
    private List<Todo> held(List<JobState> jobs) {
        Map<String, Text> titles = jobs.stream()
                .collect(Collectors.toMap(
                        job -> job.job().name().value(), job -> job.job().title()));
        Map<Stuck, Long> rows = new LinkedHashMap<>();
        Set<Stuck> over = new HashSet<>();
        quarantine.groups(null).forEach(group -> {
            Stuck stuck = new Stuck(group.job(), group.agency());
            rows.merge(stuck, group.rows(), Long::sum);
            if (times.since(group.firstSeen().toInstant()).over()) {
                over.add(stuck);
            }
        });
        return rows.entrySet().stream()
                .map(entry -> new Todo(
                        over.contains(entry.getKey()) ? "fail" : "slow",
                        over.contains(entry.getKey()) ? "todo.held.over" : "todo.held",
                        titles.getOrDefault(
                                entry.getKey().job(), Text.same(entry.getKey().job())),
                        entry.getValue(),
                        null,
                        agencies.name(new AgencyCode(entry.getKey().agency())),
                        "/quarantine?job=" + entry.getKey().job()))
                .toList();
    }

    private record Stuck(String job, String agency) {}

    private Text owner(@Nullable String contact, AgencyCode agency) {
        return contact == null ? agencies.name(agency) : Text.same(contact);
    }
}
