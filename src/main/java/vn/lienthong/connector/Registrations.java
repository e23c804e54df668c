package vn.lienthong.connector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/**
 * Registers, replaces and removes connectors in the hub itself, and takes their secrets. Each act and its entry in the
 * journal are one transaction; connectors of files are read-only here.
 */
public final class Registrations {
    private static final int MOST_SECRET_CHARACTERS = 16_384;

    private final ConnectorRegistry registry;
    private final KeptConnectors kept;
    private final ConnectorReader reader;
    private final Vault vault;
    private final UsedConnectors used;
    private final Journal journal;
    private final TransactionOperations transaction;

    Registrations(
            ConnectorRegistry registry,
            KeptConnectors kept,
            ConnectorReader reader,
            Vault vault,
            UsedConnectors used,
            Journal journal,
            TransactionOperations transaction) {
        this.registry = registry;
        this.kept = kept;
        this.reader = reader;
        this.vault = vault;
        this.used = used;
        this.journal = journal;
        this.transaction = transaction;
    }

    /**
     * What a document would register; nothing is kept.
     *
     * @throws DocumentException with all that is wrong
     */
    public Connector check(String text) {
        return reader.read(Document.parse("connector", text), null, Connector.Origin.HUB);
    }

    /**
     * Registers a new connector.
     *
     * @throws HubException DENIED where the caller may not do so for the agency of the connector
     * @throws HubException CONFLICT when the name is taken
     */
    public Connector register(String text, Caller caller) {
        Connector connector = check(text);
        caller.need(Act.REGISTER_CONNECTORS, connector.agency());
        Optional<Connector> there = registry.find(connector.name());
        if (there.isPresent()) {
            throw new HubException(RegistryError.EXISTS, Map.of("connector", connector.name()));
        }
        transaction.executeWithoutResult(status -> put(connector, text, "connector.registered", caller.name()));
        return refreshed(connector.name());
    }

    /**
     * Registers a connector or replaces the one of this name. Its kept secrets become void when host, port, TLS or user changed.
     *
     * @throws HubException DENIED where the caller may not do so, for the agency that it names or for the one that it had
     * @throws HubException CONFLICT when a file manages it
     */
    public Connector replace(ConnectorName name, String text, Caller caller) {
        Connector connector = reader.read(Document.parse("connector", text), name.value(), Connector.Origin.HUB);
        caller.need(Act.REGISTER_CONNECTORS, connector.agency());
        registry.find(name).ifPresent(before -> {
            if (!caller.sees(new Owners(before.agency()))) {
                throw new HubException(RegistryError.EXISTS, Map.of("connector", name));
            }
            caller.need(Act.REGISTER_CONNECTORS, before.agency());
        });
        Optional<Connector> there = ours(name);
        boolean other = there.isPresent() && !SecretUse.of(there.get()).equals(SecretUse.of(connector));
        transaction.executeWithoutResult(status -> {
            if (other && vault.forget(name.value()) > 0) {
                record(caller.name(), "connector.secret-voided", name, Map.of());
            }
            put(connector, text, there.isPresent() ? "connector.changed" : "connector.registered", caller.name());
        });
        return refreshed(name);
    }

    /**
     * Lays data classes down for columns of a dataset; those of other columns stay.
     *
     * @throws HubException DENIED where the caller may not change the connector; CONFLICT when a file manages it; CONFIGURATION
     *     where the dataset has no such column, or no class is given
     */
    public Connector classify(DatasetName dataset, Map<String, DataClass> classes, Caller caller) {
        Connector before = registry.get(dataset.connector());
        caller.need(Act.REGISTER_CONNECTORS, before.agency());
        ours(before.name());
        needKnown(dataset, classes);
        String text = ConnectorText.write(ConnectorText.withClasses(before, dataset, classes));
        Connector connector =
                reader.read(Document.parse("connector", text), before.name().value(), Connector.Origin.HUB);
        Map<String, Integer> numbers = new TreeMap<>();
        classes.values().forEach(as -> numbers.merge(as.code(), 1, Integer::sum));
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry(
                            caller.name(),
                            "connector.classified",
                            connector.name(),
                            Map.of("dataset", dataset.dataset(), "classes", numbers.toString()))
                    .withAgency(connector.agency()));
            kept.put(connector.name(), text, caller.name());
        });
        return refreshed(connector.name());
    }

    private void needKnown(DatasetName name, Map<String, DataClass> classes) {
        if (classes.isEmpty()) {
            throw new HubException(RegistryError.CLASSES_NONE, Map.of("dataset", name));
        }
        Dataset dataset = registry.dataset(name);
        classes.keySet().forEach(column -> Pins.require(name, dataset.schema(), column));
    }

    /**
     * Removes a connector with its secrets; nothing happens where there is none. A job would go on through whatever somebody else
     * registers under the name.
     *
     * @throws HubException CONFLICT while a job uses it
     */
    public void remove(ConnectorName name, String actor) {
        if (ours(name).isPresent()) {
            needUnused(name);
            transaction.executeWithoutResult(status -> {
                record(actor, "connector.removed", name, Map.of());
                kept.remove(name);
                vault.forget(name.value());
            });
            registry.refresh();
        }
    }

    private void needUnused(ConnectorName name) {
        Set<JobName> jobs = used.by(name);
        if (!jobs.isEmpty()) {
            throw new HubException(
                    RegistryError.IN_USE,
                    Map.of(
                            "connector",
                            name,
                            "jobs",
                            jobs.stream().map(JobName::value).sorted().collect(Collectors.joining(", "))));
        }
    }

    /**
     * Takes a secret for a setting of a connector, also of one that a file manages, and puts it in use at once. It is never shown
     * again. Where jobs may be using another one, go through {@link SecretChanges}.
     *
     * @param setting the setting's name, e.g. {@code password}; it must refer to a secret
     */
    public void secret(ConnectorName name, String setting, Secret secret, String actor) {
        Connector connector = registry.get(name);
        String field = field(connector, setting);
        needUsable(secret);
        transaction.executeWithoutResult(status -> {
            vault.seal(name.value(), field, secret, SecretUse.of(connector));
            record(actor, "connector.secret-set", name, Map.of("field", field));
        });
        registry.tellChanged(name);
    }

    /** The vault's field of a setting that refers to a secret. */
    static String field(Connector connector, String setting) {
        String field = connector.secrets().get(setting);
        if (field == null) {
            throw new HubException(
                    RegistryError.SECRET_FIELD_UNKNOWN,
                    Map.of(
                            "connector",
                            connector.name(),
                            "field",
                            ConnectorReader.shortened(setting),
                            "known",
                            String.join(", ", connector.secrets().keySet())));
        }
        return field;
    }

    /** Refuses one that no system takes. */
    static void needUsable(Secret secret) {
        int length = secret.reveal().length();
        if (length == 0 || length > MOST_SECRET_CHARACTERS) {
            throw new HubException(RegistryError.SECRET_EMPTY, Map.of("most", MOST_SECRET_CHARACTERS));
        }
    }

    private Connector refreshed(ConnectorName name) {
        registry.refresh();
        return registry.get(name);
    }

    private void put(Connector connector, String text, String act, String actor) {
        journal.recordWithin(entry(
                        actor,
                        act,
                        connector.name(),
                        Map.of(
                                "type",
                                connector.type(),
                                "agency",
                                connector.agency().value()))
                .withAgency(connector.agency()));
        kept.put(connector.name(), text, actor);
        connector
                .secrets()
                .values()
                .forEach(field -> vault.bind(connector.name().value(), field, SecretUse.of(connector)));
    }

    /** The connector of this name, if there is one; refuses one of a file. */
    private Optional<Connector> ours(ConnectorName name) {
        Optional<Connector> there = registry.find(name);
        there.filter(connector -> connector.origin() == Connector.Origin.FILE).ifPresent(connector -> {
            throw new HubException(
                    RegistryError.MANAGED_BY_FILE, Map.of("connector", name, "file", String.valueOf(connector.file())));
        });
        return there;
    }

    private void record(String actor, String act, ConnectorName name, Map<String, String> details) {
        journal.recordWithin(entry(actor, act, name, details));
    }

    private static Journal.Entry entry(String actor, String act, ConnectorName name, Map<String, String> details) {
        return new Journal.Entry(actor, act, "connector/" + name, "done", null, details);
    }
}
