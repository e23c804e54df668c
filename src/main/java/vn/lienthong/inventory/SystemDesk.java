package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Changes the inventory: each agency that of its own systems, and each change stands in the journal. */
@Component
class SystemDesk {
    private final KeptSystems kept;
    private final SeenSystems seen;
    private final SystemReader reader;
    private final Connectors connectors;
    private final SystemLooks looks;
    private final Journal journal;
    private final TransactionTemplate transaction;

    SystemDesk(
            KeptSystems kept,
            SeenSystems seen,
            SystemReader reader,
            Connectors connectors,
            SystemLooks looks,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.kept = kept;
        this.seen = seen;
        this.reader = reader;
        this.connectors = connectors;
        this.looks = looks;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Adds one that is not there.
     *
     * @param cells what is said of it, by field
     * @throws HubException CONFLICT where its name is taken, CONFIGURATION where a field cannot be kept
     */
    KnownSystem add(Caller caller, Map<String, String> cells) {
        KnownSystem wanted = reader.read(cells, null).orRefused();
        return changed(() -> {
            boolean named = !cells.getOrDefault(SystemFields.CODE.id(), "").isBlank();
            KnownSystem free = named ? wanted : free(wanted);
            if (kept.find(free.name()).isPresent()) {
                throw new HubException(InventoryError.THERE, Map.of("system", free.name()));
            }
            need(caller, free, null, kept.all());
            write(caller.name(), free, null, Map.of());
            return free;
        });
    }

    /** The same under a name that nobody has, where its own was made of its title. */
    private KnownSystem free(KnownSystem wanted) {
        String name = wanted.name();
        for (int more = 2; kept.find(name).isPresent(); more++) {
            name = wanted.name() + "-" + more;
        }
        return wanted.named(name);
    }

    /**
     * Changes one that is there.
     *
     * @param version as it was shown; null where whoever changes it did not look
     * @throws HubException CONFLICT where somebody else has changed it since
     */
    KnownSystem alter(Caller caller, String name, Map<String, String> cells, @Nullable Long version) {
        return changed(() -> {
            KnownSystem before = seen.get(name);
            if (version != null && version != before.version()) {
                throw new HubException(InventoryError.CHANGED, Map.of("system", name));
            }
            Map<String, String> said = new HashMap<>(cells);
            said.put(SystemFields.CODE.id(), name);
            KnownSystem after = reader.read(said, before).orRefused();
            need(caller, after, before, kept.all());
            if (!after.saysAs(before)) {
                write(caller.name(), after, before, Map.of());
            }
            return seen.get(name);
        });
    }

    /** Ends one: it is listed no more. */
    void end(Caller caller, String name, String reason) {
        if (reason.isBlank()) {
            throw new HubException(InventoryError.REASON_MISSING, Map.of());
        }
        transaction.executeWithoutResult(status -> {
            kept.hold();
            KnownSystem system = seen.get(name);
            caller.need(Act.KEEP_SYSTEMS, system.agency());
            ended(caller.name(), system, reason.strip(), Map.of());
        });
    }

    private KnownSystem changed(Supplier<KnownSystem> act) {
        KnownSystem done = Objects.requireNonNull(transaction.execute(status -> {
            kept.hold();
            return act.get();
        }));
        looks.soon();
        return done;
    }

    /**
     * Goes on where the caller may write this: in its agency, in the one it comes from, and with connectors of agencies whose systems he keeps
     * and that belong to no other system. Called while the inventory is held.
     *
     * @param all the systems as they are to be
     */
    void need(Caller caller, KnownSystem after, @Nullable KnownSystem before, Collection<KnownSystem> all) {
        caller.need(Act.KEEP_SYSTEMS, after.agency());
        if (before != null) {
            caller.need(Act.KEEP_SYSTEMS, before.agency());
        }
        List<String> had = before == null ? List.of() : before.connectors();
        for (String way : after.connectors()) {
            boolean keeps = connectors
                    .find(new ConnectorName(way))
                    .filter(one -> caller.may(Act.KEEP_SYSTEMS, one.agency()))
                    .isPresent();
            if (!keeps && !had.contains(way)) {
                throw new HubException(InventoryError.CONNECTOR_UNKNOWN, Map.of("connector", way));
            }
        }
        taken(after, all).ifPresent(other -> {
            throw new HubException(InventoryError.CONNECTOR_TAKEN, Map.of("connector", other));
        });
    }

    /** A connector of this system that another one has. */
    private static Optional<String> taken(KnownSystem system, Collection<KnownSystem> all) {
        return all.stream()
                .filter(other -> !other.name().equals(system.name()))
                .flatMap(other -> other.connectors().stream())
                .filter(system.connectors()::contains)
                .findFirst();
    }

    /**
     * Writes one within the caller's transaction, and the journal's line with it.
     *
     * @param facts what the journal says besides
     */
    void write(String by, KnownSystem after, @Nullable KnownSystem before, Map<String, String> facts) {
        Map<String, String> details = new HashMap<>(facts);
        if (before != null) {
            details.put("altered", altered(before, after));
        }
        Journal.Entry entry = new Journal.Entry(
                        by,
                        before == null ? "system.added" : "system.altered",
                        "system/" + after.name(),
                        "done",
                        null,
                        details)
                .withAgency(after.agency());
        if (before != null) {
            entry = entry.withAgency(before.agency());
        }
        journal.recordWithin(entry);
        kept.write(after, by);
    }

    /** Ends one within the caller's transaction. */
    void ended(String by, KnownSystem system, @Nullable String reason, Map<String, String> facts) {
        journal.recordWithin(new Journal.Entry(by, "system.ended", "system/" + system.name(), "done", reason, facts)
                .withAgency(system.agency()));
        kept.end(system.name(), by);
    }

    /** Which fields changed, without their values. */
    private static String altered(KnownSystem before, KnownSystem after) {
        Map<String, String> was = SystemFields.texts(before);
        List<String> fields = new ArrayList<>();
        SystemFields.texts(after).forEach((field, text) -> {
            if (!text.equals(was.get(field))) {
                fields.add(field);
            }
        });
        return fields.stream().sorted().collect(Collectors.joining(" "));
    }
}
