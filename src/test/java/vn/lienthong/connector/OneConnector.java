package vn.lienthong.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/** A registry that holds one way into one system, for a doctor that examines it. */
record OneConnector(ConnectorType type, Opening opening) implements Connectors {
    @Override
    public List<Connector> all() {
        return List.of(get(opening.connector()));
    }

    @Override
    public Optional<Connector> find(ConnectorName name) {
        return Optional.of(get(name));
    }

    @Override
    public Connector get(ConnectorName name) {
        return new Connector(
                name,
                Text.same(name.value()),
                new AgencyCode("G03"),
                null,
                type.name(),
                Map.of(),
                Map.of(),
                Map.of(),
                Connector.Origin.HUB,
                null);
    }

    @Override
    public Session open(ConnectorName name) {
        return type.open(opening);
    }

    @Override
    public Dataset dataset(DatasetName name) {
        throw new IllegalStateException("not asked of a doctor");
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public String text(ConnectorName name) {
        return "";
    }

    @Override
    public List<Drift> drifts(ConnectorName name) {
        return List.of();
    }
}
