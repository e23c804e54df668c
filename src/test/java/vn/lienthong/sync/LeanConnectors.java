package vn.lienthong.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Drift;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Secret;

/** The real connector types over the systems of a plan, without a registry. */
final class LeanConnectors implements Connectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, LeanPlan.End> ends;
    private final ConnectorTypes types;
    private final Outboxes outboxes;

    /** @param outboxes where rows stand that are sent one by one */
    LeanConnectors(Map<String, LeanPlan.End> ends, ConnectorTypes types, Outboxes outboxes) {
        this.ends = ends;
        this.types = types;
        this.outboxes = outboxes;
    }

    @Override
    public Session open(ConnectorName name) {
        LeanPlan.End end = ends.get(name.value());
        ConnectorType type = types.get(end.type());
        Map<String, Object> settings = defaults(end.type());
        settings.putAll(end.settings());
        settings.replaceAll((key, value) -> value instanceof Integer number ? number.longValue() : value);
        return type.open(new Opening(
                name,
                new Settings(
                        settings, end.password() == null ? Map.of() : Map.of("password", Secret.of(end.password()))),
                InetSocketAddress::new,
                Path::of,
                outboxes,
                Clock.systemUTC()));
    }

    @Override
    public Dataset dataset(DatasetName name) {
        LeanPlan.End end = ends.get(name.connector().value());
        try (Session session = open(name.connector())) {
            Dataset found = ((Discovers) session).describe(end.from());
            List<Column> classed = found.schema().columns().stream()
                    .map(column -> column.classed(DataClass.INTERNAL))
                    .toList();
            return new Dataset(
                    name, found.from(), new Schema(classed), end.key(), found.rowEstimate(), found.cursors());
        }
    }

    private static Map<String, Object> defaults(String type) {
        try (InputStream stream =
                LeanConnectors.class.getResourceAsStream("/connector-types/" + type + ".schema.json")) {
            Map<String, Object> defaults = new HashMap<>();
            JsonNode properties = JSON.readTree(stream).get("properties");
            properties.fieldNames().forEachRemaining(key -> {
                JsonNode value = properties.get(key).get("default");
                if (value != null) {
                    defaults.put(
                            key,
                            value.isBoolean() ? value.asBoolean() : value.isNumber() ? value.asLong() : value.asText());
                }
            });
            return defaults;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<Connector> all() {
        return List.of();
    }

    @Override
    public Optional<Connector> find(ConnectorName name) {
        return Optional.empty();
    }

    @Override
    public Connector get(ConnectorName name) {
        throw new IllegalStateException("a lean hub has no registered connectors");
    }

    @Override
    public List<Drift> drifts(ConnectorName name) {
        return List.of();
    }

    @Override
    public String text(ConnectorName name) {
        throw new IllegalStateException("a lean hub has no registered connectors");
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }
}
