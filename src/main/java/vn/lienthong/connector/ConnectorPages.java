package vn.lienthong.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.SecretVersions;
import vn.lienthong.vault.Vault;

/** What the pages about connectors show. */
@Component
class ConnectorPages {
    private static final int MOST_EXCHANGES = 30;

    private final SeenConnectors connectors;
    private final ConnectorTypes types;
    private final ConnectionDoctor doctor;
    private final Examinations examinations;
    private final Agencies agencies;
    private final Vault vault;
    private final SecretVersions versions;
    private final SecretChanges changes;
    private final Endings endings;
    private final KeptExchanges exchanges;
    private final Callers callers;
    private final Map<String, SettingsForm> forms = new ConcurrentHashMap<>();

    ConnectorPages(
            SeenConnectors connectors,
            ConnectorTypes types,
            ConnectionDoctor doctor,
            Examinations examinations,
            Agencies agencies,
            Vault vault,
            SecretVersions versions,
            SecretChanges changes,
            Endings endings,
            KeptExchanges exchanges,
            Callers callers) {
        this.connectors = connectors;
        this.types = types;
        this.doctor = doctor;
        this.examinations = examinations;
        this.agencies = agencies;
        this.vault = vault;
        this.versions = versions;
        this.changes = changes;
        this.endings = endings;
        this.exchanges = exchanges;
        this.callers = callers;
    }

    /**
     * A line of the list.
     *
     * @param state ok, slow, fail, run or unk
     * @param reason why it is not good, null where it is
     */
    record Line(
            Connector connector,
            SettingsForm form,
            String state,
            @Nullable Text reason,
            Examinations.@Nullable Shown examination) {}

    /** The connectors of one agency. */
    record Group(AgencyCode agency, Text name, List<Line> lines) {}

    /** Every line, in the order of names. */
    List<Line> lines() {
        return connectors.all().stream()
                .sorted(Comparator.comparing(Connector::name))
                .map(this::line)
                .toList();
    }

    Line line(Connector connector) {
        Examinations.Shown shown = examinations.of(connector.name()).orElse(null);
        Check worst = shown == null || shown.running() ? null : shown.worst();
        return new Line(
                connector,
                form(connector.type()),
                shown == null ? "unk" : shown.state(),
                worst == null ? null : worst.found(),
                shown);
    }

    /** The lines that hold the words and are in the state; an empty filter keeps all. */
    List<Group> groups(List<Line> lines, String words, String state) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        Map<AgencyCode, List<Line>> byAgency = new TreeMap<>();
        lines.stream()
                .filter(line -> state.isEmpty() || line.state().equals(state))
                .filter(line -> wanted.isEmpty() || words(line).contains(wanted))
                .forEach(line -> byAgency.computeIfAbsent(line.connector().agency(), agency -> new ArrayList<>())
                        .add(line));
        return byAgency.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), agencies.name(entry.getKey()), entry.getValue()))
                .toList();
    }

    private String words(Line line) {
        Connector connector = line.connector();
        Text agency = agencies.name(connector.agency());
        return String.join(
                        " ",
                        connector.name().value(),
                        connector.title().vi(),
                        connector.title().en(),
                        connector.agency().value(),
                        agency.vi(),
                        agency.en(),
                        connector.type())
                .toLowerCase(Locale.ROOT);
    }

    Text agency(AgencyCode code) {
        return agencies.name(code);
    }

    /** The settings of a connector whose secret is there, kept by the hub or mounted. */
    Set<String> kept(Connector connector) {
        Set<String> fields = vault.fields(connector.name().value());
        return connector.secrets().entrySet().stream()
                .filter(secret -> fields.contains(secret.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * The secrets of a connector that are not in use.
     *
     * @param next one that waits, null where none does
     * @param refusal why the system refused it, null where that is not known
     * @param before one that may be taken back, null where there is none
     */
    record Aside(
            SecretVersions.@Nullable Version next, @Nullable Check refusal, SecretVersions.@Nullable Version before) {}

    /** What stands beside the secret in use, by setting; settings without anything are not there. */
    Map<String, Aside> aside(Connector connector) {
        List<SecretVersions.Version> all = versions.of(connector.name().value());
        Map<String, Aside> aside = new TreeMap<>();
        connector.secrets().forEach((setting, field) -> {
            SecretVersions.Version next = version(all, field, SecretVersions.Stage.NEXT);
            SecretVersions.Version before = version(all, field, SecretVersions.Stage.BEFORE);
            if (next != null || before != null) {
                aside.put(
                        setting,
                        new Aside(next, changes.refusal(connector.name(), field).orElse(null), before));
            }
        });
        return aside;
    }

    private static SecretVersions.@Nullable Version version(
            List<SecretVersions.Version> all, String field, SecretVersions.Stage stage) {
        return all.stream()
                .filter(version -> version.field().equals(field) && version.stage() == stage)
                .findFirst()
                .orElse(null);
    }

    List<Endings.Due> endings(Connector connector) {
        return endings.due(connector);
    }

    /** The last exchanges with a connector's partner; null where it has none, or they are not for the caller. */
    @Nullable
    List<KeptExchanges.Kept> exchanges(Connector connector) {
        boolean shown = types.get(connector.type()).notesExchanges()
                && callers.current().may(Act.EXAMINE, connector.agency());
        return shown
                ? exchanges.of(connector.name()).stream().limit(MOST_EXCHANGES).toList()
                : null;
    }

    /** The form of a type, read once. */
    SettingsForm form(String type) {
        return forms.computeIfAbsent(type, SettingsForm::of);
    }

    /** The forms of every type, in the order of names. */
    List<SettingsForm> forms() {
        return types.all().stream().map(type -> form(type.name())).toList();
    }

    /** What was found in a connector's system, or why nothing could be. */
    Found datasets(ConnectorName name) {
        try {
            return new Found(doctor.discover(name), null);
        } catch (HubException refused) {
            return new Found(List.of(), refused);
        }
    }

    /** Datasets, or the trouble that kept them from being found. */
    record Found(List<Dataset> datasets, @Nullable HubException trouble) {}
}
