package vn.lienthong.connector;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.SecretVersions;
import vn.lienthong.vault.SecretVersions.Stage;

/**
 * Gives a connector another secret without a moment in which it has a wrong one: the next secret is tried against the system
 * while the one in use stays in use, and takes its place only when it signs in, or when a person says so. The one before is
 * destroyed as soon as the new one has signed in; until then it can be taken back.
 */
public final class SecretChanges {
    private final ConnectorRegistry registry;
    private final Registrations registrations;
    private final TimedDoctor doctor;
    private final SecretVersions versions;
    private final Journal journal;
    private final TransactionOperations transaction;
    private final Map<String, Check> refusals = new ConcurrentHashMap<>();

    SecretChanges(
            ConnectorRegistry registry,
            Registrations registrations,
            TimedDoctor doctor,
            SecretVersions versions,
            Journal journal,
            TransactionOperations transaction) {
        this.registry = registry;
        this.registrations = registrations;
        this.doctor = doctor;
        this.versions = versions;
        this.journal = journal;
        this.transaction = transaction;
    }

    /**
     * How a secret is given.
     *
     * @param endsOn the last day on which it opens anything, null where nobody knows
     * @param untried whether it is put in use without being tried, because the system is down right now
     */
    public record Terms(@Nullable LocalDate endsOn, boolean untried) {
        /** Tried first; nobody knows when it ends. */
        public static final Terms USUAL = new Terms(null, false);
    }

    /**
     * Gives a setting of a connector a secret. The first one is put in use at once; a later one when it signs in. Takes as long as
     * an examination, ten seconds at most.
     *
     * @return why the system refused it, in which case it waits and the one in use stays; empty where it is in use
     */
    public Optional<Check> give(ConnectorName name, String setting, Secret secret, Terms terms, String actor) {
        Connector connector = registry.get(name);
        String field = Registrations.field(connector, setting);
        String use = SecretUse.of(connector);
        if (!versions.inUse(name.value(), field, use)) {
            registrations.secret(name, setting, secret, actor);
            versions.ends(name.value(), field, terms.endsOn());
            return Optional.empty();
        }
        Registrations.needUsable(secret);
        long number = transaction.execute(status -> {
            record(actor, "connector.secret-offered", name, field, "done");
            return versions.next(name.value(), field, secret, use, terms.endsOn());
        });
        refusals.remove(key(name, field));
        return go(connector, setting, number, terms.untried(), actor);
    }

    /**
     * Tries the secret that waits once more, or puts it in use untried.
     *
     * @throws HubException NOT_FOUND where none waits
     */
    public Optional<Check> again(ConnectorName name, String setting, boolean untried, String actor) {
        Connector connector = registry.get(name);
        String field = Registrations.field(connector, setting);
        long number = versions.waiting(name.value(), field)
                .orElseThrow(() -> none(RegistryError.SECRET_NOT_WAITING, name, field));
        return go(connector, setting, number, untried, actor);
    }

    /** Destroys the secret that waits. */
    public void discard(ConnectorName name, String setting, String actor) {
        String field = Registrations.field(registry.get(name), setting);
        transaction.executeWithoutResult(status -> {
            if (!versions.destroy(name.value(), field, Stage.NEXT)) {
                throw none(RegistryError.SECRET_NOT_WAITING, name, field);
            }
            record(actor, "connector.secret-discarded", name, field, "done");
        });
        refusals.remove(key(name, field));
    }

    /** Puts the secret of before in use again. */
    public void takeBack(ConnectorName name, String setting, String actor) {
        String field = Registrations.field(registry.get(name), setting);
        transaction.executeWithoutResult(status -> {
            if (!versions.takeBack(name.value(), field)) {
                throw none(RegistryError.SECRET_NOT_BEFORE, name, field);
            }
            record(actor, "connector.secret-taken-back", name, field, "done");
        });
        registry.tellChanged(name);
    }

    /** Why the system refused the secret that waits, since the hub started. */
    Optional<Check> refusal(ConnectorName name, String field) {
        return Optional.ofNullable(refusals.get(key(name, field)));
    }

    /** The one before is not needed any more. */
    @EventListener
    void examined(ConnectorExamined examined) {
        ConnectorName name = examined.connector();
        if (refused(examined.diagnosis()).isEmpty()) {
            versions.of(name.value()).stream()
                    .filter(version -> version.stage() == Stage.BEFORE)
                    .forEach(version -> transaction.executeWithoutResult(status -> {
                        if (versions.destroy(name.value(), version.field(), Stage.BEFORE)) {
                            record("hub", "connector.secret-retired", name, version.field(), "done");
                        }
                    }));
        }
    }

    private Optional<Check> go(Connector connector, String setting, long number, boolean untried, String actor) {
        ConnectorName name = connector.name();
        String field = Registrations.field(connector, setting);
        Optional<Check> refused = untried ? Optional.empty() : tried(connector, setting, field, number);
        if (refused.isPresent()) {
            refusals.put(key(name, field), refused.get());
            transaction.executeWithoutResult(
                    status -> record(actor, "connector.secret-refused", name, field, "refused"));
            return refused;
        }
        transaction.executeWithoutResult(status -> {
            if (!versions.flip(number, untried)) {
                throw none(RegistryError.SECRET_NOT_WAITING, name, field);
            }
            record(actor, untried ? "connector.secret-set-untried" : "connector.secret-set", name, field, "done");
        });
        refusals.remove(key(name, field));
        registry.tellChanged(name);
        return Optional.empty();
    }

    /** What the doctor says of the system with the next secret in place of the one in use. */
    private Optional<Check> tried(Connector connector, String setting, String field, long number) {
        ConnectorName name = connector.name();
        ConnectionDoctor.Diagnosis diagnosis = doctor.tried(name, () -> {
            Secret next = versions.open(number, SecretUse.of(connector))
                    .orElseThrow(() -> none(RegistryError.SECRET_NOT_WAITING, name, field));
            return registry.open(name, Map.of(setting, next));
        });
        return refused(diagnosis);
    }

    /** Whoever signed in has the right secret, whatever else is amiss; where there is no such step, all must be well. */
    private static Optional<Check> refused(ConnectionDoctor.Diagnosis diagnosis) {
        return diagnosis.signedIn()
                ? Optional.empty()
                : diagnosis.checks().stream()
                        .filter(check -> check.outcome() == Check.Outcome.FAILED)
                        .findFirst();
    }

    private void record(String actor, String act, ConnectorName name, String field, String outcome) {
        journal.recordWithin(new Journal.Entry(actor, act, "connector/" + name, outcome, null, Map.of("field", field)));
    }

    private static HubException none(RegistryError which, ConnectorName name, String field) {
        return new HubException(which, Map.of("connector", name, "field", field));
    }

    private static String key(ConnectorName name, String field) {
        return name + "/" + field;
    }
}
