package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Systems out of files: shown first what would become of the inventory, written in one transaction when whoever handed the file in says
 * so, and undone as long as nobody has changed what was written.
 */
@Component
class SystemImports {
    /** The largest file that is taken, in bytes. */
    static final int MOST_BYTES = 4 << 20;

    private static final int MOST_ROWS = 5000;

    private final HandedTables tables;
    private final SystemReader reader;
    private final SystemDesk desk;
    private final KeptSystems kept;
    private final KeptImports imports;
    private final SystemLooks looks;
    private final Journal journal;
    private final TransactionTemplate transaction;

    SystemImports(
            HandedTables tables,
            SystemReader reader,
            SystemDesk desk,
            KeptSystems kept,
            KeptImports imports,
            SystemLooks looks,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.tables = tables;
        this.reader = reader;
        this.desk = desk;
        this.kept = kept;
        this.imports = imports;
        this.looks = looks;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A file, and what it would do now; of one that is written, nothing. */
    record Preview(KeptImports.Import file, ImportPlan plan) {}

    /**
     * Reads a file and changes nothing.
     *
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    Preview read(Caller caller, String name, byte[] bytes) {
        if (bytes.length == 0) {
            throw new HubException(InventoryError.IMPORT_NO_FILE, Map.of());
        }
        if (bytes.length > MOST_BYTES) {
            throw new HubException(InventoryError.IMPORT_TOO_LARGE, Map.of("most", MOST_BYTES >> 20));
        }
        String shown = HandedTables.nameOf(name);
        List<HandedTables.Row> rows = tables.read(shown, bytes, columns(), MOST_ROWS);
        if (rows.isEmpty()) {
            throw new HubException(InventoryError.IMPORT_EMPTY, Map.of("file", shown));
        }
        ImportPlan plan = plan(caller, rows);
        long number = imports.add(caller.name(), shown, rows, plan);
        return new Preview(own(caller, number), plan);
    }

    /** The title says where the table is: a list that was kept elsewhere has no codes. */
    private static List<HandedTables.Column> columns() {
        return Arrays.stream(SystemFields.values())
                .sorted(Comparator.comparing(field -> field != SystemFields.TITLE))
                .map(SystemFields::column)
                .toList();
    }

    private ImportPlan plan(Caller caller, List<HandedTables.Row> rows) {
        return new ImportPlanner(reader, desk, caller, kept.all()).plan(rows);
    }

    /** The newest that the caller can still do something with. */
    Optional<KeptImports.Import> newest(Caller caller) {
        return imports.newest(caller.name());
    }

    /**
     * The same once more, as it would be now.
     *
     * @throws HubException NOT_FOUND for whoever did not hand it in
     */
    Preview look(Caller caller, long number) {
        KeptImports.Import file = own(caller, number);
        return new Preview(
                file, file.waits() ? plan(caller, imports.rows(number)) : new ImportPlan(List.of(), 0, List.of()));
    }

    /**
     * Writes the rows that are well, all of them or none.
     *
     * @param mark that of the plan that was shown
     * @throws HubException CONFLICT where it would be another change by now
     */
    KeptImports.Import apply(Caller caller, long number, String mark) {
        transaction.executeWithoutResult(status -> {
            kept.hold();
            if (!own(caller, number).waits()) {
                throw new HubException(InventoryError.IMPORT_DONE, Map.of());
            }
            ImportPlan plan = plan(caller, imports.rows(number));
            if (!plan.mark().equals(mark)) {
                throw new HubException(InventoryError.IMPORT_CHANGED, Map.of());
            }
            if (plan.changes().isEmpty()) {
                throw new HubException(InventoryError.IMPORT_NOTHING, Map.of());
            }
            write(caller, number, plan);
        });
        looks.soon();
        return own(caller, number);
    }

    private void write(Caller caller, long number, ImportPlan plan) {
        journal.recordWithin(new Journal.Entry(
                caller.name(),
                "system.imported",
                "systems/import/" + number,
                "done",
                null,
                Map.of(
                        "added",
                        "" + plan.added().size(),
                        "altered",
                        "" + plan.altered().size())));
        for (ImportPlan.Change change : plan.changes()) {
            desk.write(caller.name(), change.after(), change.before(), Map.of("import", "" + number));
        }
        Map<String, Long> versions = new HashMap<>();
        kept.all().forEach(system -> versions.put(system.name(), system.version()));
        List<KeptImports.Done> done = new ArrayList<>();
        plan.changes()
                .forEach(change -> done.add(new KeptImports.Done(
                        change.after().name(),
                        versions.get(change.after().name()),
                        change.before() == null ? null : SystemFields.texts(change.before()))));
        imports.applied(number, plan, done);
    }

    /**
     * Makes the inventory again what it was, all of it or nothing.
     *
     * @throws HubException CONFLICT where somebody has changed one of the systems since
     */
    void undo(Caller caller, long number) {
        transaction.executeWithoutResult(status -> {
            kept.hold();
            if (!own(caller, number).standing()) {
                throw new HubException(InventoryError.UNDO_NOTHING, Map.of());
            }
            journal.recordWithin(new Journal.Entry(
                    caller.name(), "system.import-undone", "systems/import/" + number, "done", null, Map.of()));
            List<KeptImports.Done> done = new ArrayList<>(imports.done(number));
            Collections.reverse(done); // what moved from one to another goes back the way it came
            done.forEach(one -> undo(caller, number, one));
            imports.undone(number);
        });
    }

    private void undo(Caller caller, long number, KeptImports.Done done) {
        KnownSystem now = kept.find(done.name())
                .filter(system -> system.version() == done.version())
                .orElseThrow(() -> new HubException(InventoryError.UNDO_CHANGED, Map.of("system", done.name())));
        caller.need(Act.KEEP_SYSTEMS, now.agency());
        Map<String, String> facts = Map.of("undone", "" + number);
        if (done.before() == null) {
            desk.ended(caller.name(), now, null, facts);
        } else {
            KnownSystem before = reader.read(done.before(), now).orRefused();
            desk.need(caller, before, now, kept.all());
            desk.write(caller.name(), before, now, facts);
        }
    }

    /** Forgets a file that was not written. */
    void discard(Caller caller, long number) {
        if (own(caller, number).waits()) {
            imports.remove(number);
        }
    }

    private KeptImports.Import own(Caller caller, long number) {
        return imports.find(number)
                .filter(one -> one.person().equals(caller.name()))
                .orElseThrow(() -> new HubException(InventoryError.IMPORT_UNKNOWN, Map.of("number", number)));
    }
}
