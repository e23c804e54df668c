package vn.lienthong.connector;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Measured;
import vn.lienthong.kernel.Readings;

/** How the ways into systems fare; no system is asked for it. */
@Component
class ConnectorMeasures implements Measured {
    private static final String[] CONNECTOR = {"connector", "agency", "type"};

    static final Measure CIRCUIT = Measure.now(
            "lienthong_connector_circuit",
            "Whether questions go to a system, on this node: 1 for closed (they do), open or half_open, 0 for the others",
            "connector",
            "agency",
            "type",
            "state");
    static final Measure PASSED = Measure.now(
            "lienthong_connector_examination_passed",
            "1 where the last examination since the hub started found nothing amiss, 0 where it did",
            CONNECTOR);
    static final Measure EXAMINED =
            Measure.now("lienthong_connector_examination_timestamp_seconds", "When that examination began", CONNECTOR);

    private final SeenConnectors connectors;
    private final Partners partners;
    private final ConnectionDoctor doctor;

    ConnectorMeasures(SeenConnectors connectors, Partners partners, ConnectionDoctor doctor) {
        this.connectors = connectors;
        this.partners = partners;
        this.doctor = doctor;
    }

    @Override
    public List<Measure> measures() {
        return List.of(CIRCUIT, PASSED, EXAMINED);
    }

    @Override
    public void read(Readings readings) {
        for (Connector connector : connectors.all()) {
            String[] tags = {connector.name().value(), connector.agency().value(), connector.type()};
            Circuit now = partners.circuit(connector.name());
            for (Circuit state : Circuit.values()) {
                readings.tell(
                        CIRCUIT,
                        state == now ? 1 : 0,
                        tags[0],
                        tags[1],
                        tags[2],
                        state.name().toLowerCase(Locale.ROOT));
            }
            doctor.last(connector.name()).ifPresent(last -> {
                readings.tell(PASSED, last.passed() ? 1 : 0, tags);
                readings.tell(EXAMINED, last.at().toEpochMilli() / 1e3, tags);
            });
        }
    }
}
