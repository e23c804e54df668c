package vn.lienthong.connector;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.Troubles;

/** Connectors that did not pass their last examination on this node. */
@Component
class ConnectorTroubles implements Troubles {
    private static final Text FAILED =
            new Text("Lần kiểm tra gần nhất không qua.", "It did not pass its last examination.");

    private final Connectors connectors;
    private final ConnectionDoctor doctor;
    private final Calendars calendars;
    private final Clock clock;

    ConnectorTroubles(Connectors connectors, ConnectionDoctor doctor, Calendars calendars, Clock clock) {
        this.connectors = connectors;
        this.doctor = doctor;
        this.calendars = calendars;
        this.clock = clock;
    }

    @Override
    public Seen look() {
        return new Seen(troubles(), undecided());
    }

    private List<Trouble> troubles() {
        return connectors.all().stream()
                .flatMap(connector -> doctor
                        .last(connector.name())
                        .filter(last -> !last.passed())
                        .map(last -> new Trouble(
                                subject(connector), new Health(Health.State.FAILED, "unreachable", found(last)), null))
                        .stream())
                .toList();
    }

    private Set<String> undecided() {
        Instant now = clock.instant();
        Stream<Connector> unseen = connectors.all().stream()
                .filter(connector -> doctor.last(connector.name()).isEmpty()
                        || calendars.now().closures(connector.name()).at(now).isPresent());
        return unseen.map(connector -> subject(connector).name()).collect(Collectors.toSet());
    }

    private static Text found(ConnectionDoctor.Diagnosis last) {
        return last.checks().stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .findFirst()
                .map(Check::found)
                .orElse(FAILED);
    }

    private static Subject subject(Connector connector) {
        return new Subject(
                "connector/" + connector.name(),
                connector.title(),
                connector.agency(),
                "/connectors/" + connector.name());
    }
}
