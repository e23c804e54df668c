package vn.lienthong.console;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.agency.CertificateWatch;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Endings;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.journal.SecondPlace;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.route.RouteHealth;
import vn.lienthong.route.Routes;
import vn.lienthong.service.AgreementNotices;
import vn.lienthong.service.CallerNotices;
import vn.lienthong.sync.SeenJobs;
import vn.lienthong.sync.SyncJob;

/** How the hub stands as a whole, over REST: the same that the overview says. */
@May(Act.SEE)
@RestController
@RequestMapping("/api/v1/status")
class StatusApi {
    private final Routes routes;
    private final SeenJobs jobs;
    private final SeenRows quarantine;
    private final SeenConnectors connectors;
    private final ConnectionDoctor doctor;
    private final Endings endings;
    private final SecondPlace secondPlace;
    private final CertificateWatch certificate;
    private final AgreementNotices agreements;
    private final CallerNotices programs;
    private final Callers callers;
    private final Clock clock;

    StatusApi(
            Routes routes,
            SeenJobs jobs,
            SeenRows quarantine,
            SeenConnectors connectors,
            ConnectionDoctor doctor,
            Endings endings,
            SecondPlace secondPlace,
            CertificateWatch certificate,
            AgreementNotices agreements,
            CallerNotices programs,
            Callers callers,
            Clock clock) {
        this.routes = routes;
        this.jobs = jobs;
        this.quarantine = quarantine;
        this.connectors = connectors;
        this.doctor = doctor;
        this.endings = endings;
        this.secondPlace = secondPlace;
        this.certificate = certificate;
        this.agreements = agreements;
        this.programs = programs;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * How the hub stands.
     *
     * @param healthy whether nothing asks for anybody
     * @param counts routes by state
     * @param troubles routes that are slow, failed or wait
     * @param held rows that wait in quarantine, by job
     * @param unreachable connectors that did not pass their last examination
     * @param unexamined connectors that were not examined since the hub started
     * @param expiring passwords and certificates of connectors that end within 30 days, or have ended
     * @param journal why the journal's signed heads do not reach their second place; absent where they do, and for whoever may not read it
     * @param certificate what asks for somebody about the hub's own certificate; nothing for whoever does not run the platform
     * @param agreements what agreements ask of people: a term or a legal basis that ends or has ended, a file that is wrong
     * @param callers programs whose last certificate ends soon or has ended; nothing for whoever does not manage the people of their agencies
     */
    record Status(
            boolean healthy,
            Instant at,
            Map<Health.State, Long> counts,
            List<RouteHealth> troubles,
            List<Held> held,
            List<Unreachable> unreachable,
            List<ConnectorName> unexamined,
            List<Expiring> expiring,
            @Nullable Trouble journal,
            List<CertificateWatch.Notice> certificate,
            List<AgreementNotices.Notice> agreements,
            List<CallerNotices.Notice> callers) {}

    /** Something of a connector that ends within 30 days; whoever asks is needed once it is urgent. */
    record Expiring(ConnectorName connector, Text title, Instant at, boolean urgent, Text found, Text remedy) {}

    /** What is wrong, and what to do. */
    record Trouble(Text problem, Text remedy) {}

    /** Rows of one job that wait in quarantine. */
    record Held(String job, Text title, long rows) {}

    /** A connector that did not pass its last examination, with the first thing that failed. */
    record Unreachable(
            ConnectorName connector,
            Text title,
            Instant at,
            Text found,
            @Nullable Text remedy) {}

    @GetMapping
    Status status() {
        List<RouteHealth> all = routes.all(Routes.SPAN);
        List<RouteHealth> troubles =
                all.stream().filter(route -> route.health().state().trouble()).toList();
        List<Held> held = held();
        List<Unreachable> unreachable = connectors.all().stream()
                .flatMap(connector -> unreachable(connector).stream())
                .toList();
        List<Expiring> expiring = connectors.all().stream()
                .flatMap(connector -> endings.due(connector).stream()
                        .map(due -> new Expiring(
                                connector.name(),
                                connector.title(),
                                due.at(),
                                due.urgent(),
                                due.found(),
                                due.remedy())))
                .toList();
        Trouble journal = secondPlace
                .trouble()
                .filter(found -> callers.current().may(Act.READ_JOURNAL, null))
                .map(found -> new Trouble(found.problem(), found.remedy()))
                .orElse(null);
        List<CertificateWatch.Notice> own = callers.current().may(Act.RUN_PLATFORM) ? certificate.notices() : List.of();
        List<AgreementNotices.Notice> agreed = agreements.all();
        List<CallerNotices.Notice> ending = programs.all();
        return new Status(
                troubles.isEmpty()
                        && held.isEmpty()
                        && unreachable.isEmpty()
                        && expiring.stream().noneMatch(Expiring::urgent)
                        && journal == null
                        && own.stream().noneMatch(CertificateWatch.Notice::urgent)
                        && agreed.stream().noneMatch(AgreementNotices.Notice::urgent)
                        && ending.stream().noneMatch(CallerNotices.Notice::urgent),
                clock.instant(),
                all.stream()
                        .map(route -> route.health().state())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                troubles,
                held,
                unreachable,
                unexamined(),
                expiring,
                journal,
                own,
                agreed,
                ending);
    }

    private List<Held> held() {
        Map<String, Text> titles =
                jobs.all().stream().collect(Collectors.toMap(job -> job.name().value(), SyncJob::title));
        Map<String, Long> rows = new LinkedHashMap<>();
        quarantine.groups(null).forEach(group -> rows.merge(group.job(), group.rows(), Long::sum));
        return rows.entrySet().stream()
                .map(entry -> new Held(
                        entry.getKey(),
                        titles.getOrDefault(entry.getKey(), Text.same(entry.getKey())),
                        entry.getValue()))
                .toList();
    }

    private Optional<Unreachable> unreachable(Connector connector) {
        return doctor.last(connector.name()).flatMap(last -> last.checks().stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .findFirst()
                .map(check -> new Unreachable(
                        connector.name(), connector.title(), last.at(), check.found(), check.remedy())));
    }

    private List<ConnectorName> unexamined() {
        return connectors.all().stream()
                .map(Connector::name)
                .filter(name -> doctor.last(name).isEmpty())
                .toList();
    }
}
