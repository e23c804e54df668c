package vn.lienthong.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.SyncJob;

/** Gathers what the map shows: systems, what flows between them, and whom jobs ask about their rows. */
@Component
class SectorMaps {
    private final SeenConnectors seen;
    private final ConnectionDoctor doctor;
    private final Agencies agencies;
    private final Partners partners;

    SectorMaps(SeenConnectors seen, ConnectionDoctor doctor, Agencies agencies, Partners partners) {
        this.seen = seen;
        this.doctor = doctor;
        this.agencies = agencies;
        this.partners = partners;
    }

    /** As it stands for whoever asks. */
    SectorMap of(List<JobState> standings, List<Run> day) {
        Map<JobName, Long> rows = new HashMap<>();
        day.forEach(run -> rows.merge(run.job(), run.counts().read(), Long::sum));
        List<SectorMap.Flow> flows = standings.stream()
                .filter(standing -> !staysWithin(standing.job()))
                .map(standing -> new SectorMap.Flow(
                        standing.job().from().dataset().connector(),
                        standing.job().to().dataset().connector(),
                        rows.getOrDefault(standing.job().name(), 0L),
                        standing.state(),
                        standing.job().title()))
                .collect(Collectors.toCollection(ArrayList::new));
        standings.forEach(standing -> asked(standing.job())
                .forEach(partner -> flows.add(new SectorMap.Flow(
                        partner,
                        standing.job().to().dataset().connector(),
                        0,
                        standing.state(),
                        standing.job().title()))));
        Set<ConnectorName> asked =
                standings.stream().flatMap(standing -> asked(standing.job())).collect(Collectors.toSet());
        List<SectorMap.System> systems = seen.all().stream()
                .map(connector -> system(connector, flows, asked))
                .toList();
        return SectorMap.of(systems, flows);
    }

    /** Whether a job's rows leave their system only as questions: then its line is that of whom it asks. */
    private static boolean staysWithin(SyncJob job) {
        return job.from().dataset().connector().equals(job.to().dataset().connector())
                && asked(job).findAny().isPresent();
    }

    /** Whom a job asks about its rows. */
    private static Stream<ConnectorName> asked(SyncJob job) {
        return job.rules().lookUps().stream()
                .map(rule -> rule.ask().connector())
                .distinct();
    }

    private String circuit(ConnectorName name, Set<ConnectorName> asked) {
        return asked.contains(name)
                ? partners.circuit(name).name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "";
    }

    private SectorMap.System system(Connector connector, List<SectorMap.Flow> flows, Set<ConnectorName> asked) {
        String state = flows.stream()
                .filter(flow -> flow.from().equals(connector.name()))
                .map(SectorMap.Flow::state)
                .filter(Urgency::isTrouble)
                .min(Urgency.ORDER)
                .orElse(failing(connector.name()) ? "fail" : "ok");
        long rows = flows.stream()
                .filter(flow ->
                        flow.from().equals(connector.name()) || flow.to().equals(connector.name()))
                .mapToLong(SectorMap.Flow::rows)
                .sum();
        return new SectorMap.System(
                connector.name(),
                connector.title(),
                connector.agency(),
                agencies.name(connector.agency()),
                state,
                Text.same(rows == 0 ? connector.name().value() : String.valueOf(rows)),
                circuit(connector.name(), asked));
    }

    private boolean failing(ConnectorName name) {
        return doctor.last(name).map(last -> !last.passed()).orElse(false);
    }

    /** How the systems fare that a job asks, for the stream. */
    List<String> circuits(SyncJob job) {
        return asked(job)
                .map(partner -> partner + " " + partners.circuit(partner))
                .toList();
    }
}
