package vn.lienthong.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Secrets;

/** The registered connectors as last looked at; readers never wait for a look. */
final class ConnectorRegistry implements Connectors, AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final ConnectorFolder folder;
    private final @Nullable KeptConnectors kept;
    private final ConnectorTypes types;
    private final Secrets secrets;
    private final Ways ways;
    private final SystemLook systems;
    private final Clock clock;
    private final Consumer<Object> events;
    private final Map<DatasetName, Described> described = new ConcurrentHashMap<>();
    private final Map<DatasetName, Drift> drifts = new ConcurrentHashMap<>();
    private volatile State state = new State(Map.of(), Destinations.none(), Destinations.none(), List.of());

    /**
     * @param kept the connectors of the hub's database, null where there is none
     * @param events told of what is registered, changed or removed after the first look
     */
    ConnectorRegistry(
            ConnectorFolder folder,
            @Nullable KeptConnectors kept,
            ConnectorTypes types,
            Secrets secrets,
            Ways.Surroundings surroundings,
            SystemLook systems,
            Clock clock,
            Consumer<Object> events) {
        this.folder = folder;
        this.kept = kept;
        this.types = types;
        this.secrets = secrets;
        this.ways = new Ways(surroundings, () -> state.destinations());
        this.systems = systems;
        this.clock = clock;
        this.events = events;
        this.state = looked();
    }

    private record State(
            Map<ConnectorName, ConnectorSource> connectors,
            Destinations ofFile,
            Destinations destinations,
            List<Problem> problems) {}

    private record Described(Dataset dataset, Instant at) {}

    /** Looks at files and database again and tells of what changed. */
    void refresh() {
        List<Object> changes;
        synchronized (this) {
            State before = state;
            state = looked();
            changes = changes(before.connectors(), state.connectors());
        }
        changes.forEach(events);
    }

    /** Tells that a connector has another secret: what failed for want of it may go on. */
    void tellChanged(ConnectorName name) {
        events.accept(new ConnectorChanged(name));
    }

    @Override
    public List<Connector> all() {
        return state.connectors().values().stream()
                .map(ConnectorSource::connector)
                .toList();
    }

    @Override
    public Optional<Connector> find(ConnectorName name) {
        return Optional.ofNullable(state.connectors().get(name)).map(ConnectorSource::connector);
    }

    @Override
    public Connector get(ConnectorName name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    @Override
    public String text(ConnectorName name) {
        ConnectorSource source = state.connectors().get(name);
        if (source == null) {
            throw unknown(name);
        }
        return source.text();
    }

    @Override
    public List<Problem> problems() {
        return state.problems();
    }

    @Override
    public List<Problem> closedWays() {
        State now = state;
        ClosedWays closed = new ClosedWays(now.destinations(), ways);
        return now.connectors().values().stream()
                .flatMap(source -> closed.of(source).stream())
                .toList();
    }

    /** The way out for what is no connector. */
    Network network(AgencyCode agency, String name) {
        return ways.network(agency, name);
    }

    /** The destinations that the file lists. */
    List<Destination> destinationsOfFile() {
        return state.ofFile().listed();
    }

    @Override
    public Session open(ConnectorName name) {
        return open(name, Map.of());
    }

    @Override
    public Session described(ConnectorName name) {
        return open(get(name), Map.of());
    }

    /**
     * The same, with other secrets than those in use.
     *
     * @param instead by setting
     */
    Session open(ConnectorName name, Map<String, Secret> instead) {
        Connector connector = get(name);
        Map<String, Secret> opened = new LinkedHashMap<>();
        connector
                .secrets()
                .forEach((setting, field) -> opened.put(
                        setting, instead.containsKey(setting) ? instead.get(setting) : secret(connector, field)));
        return open(connector, opened);
    }

    private Session open(Connector connector, Map<String, Secret> secrets) {
        return types.get(connector.type())
                .open(new Opening(
                        connector.name(),
                        new Settings(connector.settings(), secrets),
                        ways.network(connector),
                        ways.folders(connector),
                        ways.outboxes(),
                        ways.dealings(),
                        clock));
    }

    @Override
    public Dataset dataset(DatasetName name) {
        Connector connector = get(name.connector());
        Described known = described.get(name);
        if (known == null || known.at().plus(FRESH).isBefore(clock.instant())) {
            Connector.Pinned pinned = connector.datasets().get(name.dataset());
            String from = pinned == null ? name.dataset() : pinned.from();
            Dataset now = systems.describe(name.connector(), () -> open(name.connector()), from);
            known = described(name, known, now);
        }
        return Pins.apply(connector, name, known.dataset());
    }

    @Override
    public Dataset now(DatasetName name) {
        described.computeIfPresent(name, (same, known) -> new Described(known.dataset(), Instant.EPOCH));
        return dataset(name);
    }

    @Override
    public void found(DatasetName name, Dataset now) {
        Described known = described.get(name);
        if (known != null) {
            described(name, known, now);
        }
    }

    private Described described(DatasetName name, @Nullable Described before, Dataset now) {
        if (before != null && !before.dataset().schema().equals(now.schema())) {
            drifts.put(name, Drift.between(name, before.dataset().schema(), now.schema(), clock.instant()));
        }
        Described fresh = new Described(now, clock.instant());
        described.put(name, fresh);
        return fresh;
    }

    @Override
    public List<Drift> drifts(ConnectorName name) {
        return drifts.values().stream()
                .filter(drift -> drift.dataset().connector().equals(name))
                .toList();
    }

    @Override
    public void close() {
        described.clear();
    }

    private Secret secret(Connector connector, String field) {
        return secrets.open(connector.name().value(), field, SecretUse.of(connector))
                .orElseThrow(() -> new HubException(
                        RegistryError.SECRET_MISSING, Map.of("connector", connector.name(), "field", field)));
    }

    private State looked() {
        ConnectorFolder.Look files = folder.look();
        List<Problem> problems = new ArrayList<>(files.problems());
        Destinations destinations = files.destinations();
        Map<ConnectorName, ConnectorSource> connectors = new TreeMap<>();
        files.connectors().forEach(source -> connectors.put(source.connector().name(), source));
        if (kept != null) {
            KeptConnectors.Look hub = kept.look();
            destinations = destinations.and(hub.destinations());
            problems.addAll(hub.problems());
            hub.connectors().forEach(source -> {
                ConnectorName name = source.connector().name();
                if (connectors.putIfAbsent(name, source) != null) {
                    problems.add(Problem.of("hub/" + name, 1, RegistryError.HIDDEN_BY_FILE, Map.of("connector", name)));
                }
            });
        }
        return new State(connectors, files.destinations(), destinations, List.copyOf(problems));
    }

    private List<Object> changes(Map<ConnectorName, ConnectorSource> before, Map<ConnectorName, ConnectorSource> now) {
        List<Object> changes = new ArrayList<>();
        now.forEach((name, source) -> {
            ConnectorSource earlier = before.get(name);
            if (earlier == null) {
                changes.add(new ConnectorRegistered(name));
            } else if (!earlier.connector().equals(source.connector())) {
                forget(name);
                changes.add(new ConnectorChanged(name));
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> {
            forget(name);
            changes.add(new ConnectorRemoved(name));
        });
        return changes;
    }

    private void forget(ConnectorName name) {
        described.keySet().removeIf(dataset -> dataset.connector().equals(name));
        drifts.keySet().removeIf(dataset -> dataset.connector().equals(name));
    }

    private HubException unknown(ConnectorName name) {
        List<String> known =
                state.connectors().keySet().stream().map(ConnectorName::value).toList();
        return Nearest.of(name.value(), known)
                .map(near -> new HubException(RegistryError.UNKNOWN_NEAR, Map.of("connector", name, "near", near)))
                .orElseGet(() -> new HubException(ConnectorError.UNKNOWN, Map.of("connector", name)));
    }
}
