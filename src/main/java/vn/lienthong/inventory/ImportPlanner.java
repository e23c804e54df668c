package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Makes of the rows of a file what would become of the inventory, for one caller and one state of it. */
final class ImportPlanner {
    private static final int MOST_FAULTS = 500;
    private static final Text NOWHERE = Text.same("");
    private static final Text REMEDY =
            new Text("Sửa ô đó trong tệp rồi tải lên lại.", "Correct that cell in the file and hand it in again.");

    private final SystemReader reader;
    private final SystemDesk desk;
    private final Caller caller;
    private final Map<String, KnownSystem> systems = new LinkedHashMap<>();
    private final Map<String, String> byTitle = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final List<ImportPlan.Change> changes = new ArrayList<>();
    private final List<ImportPlan.Fault> faults = new ArrayList<>();
    private int unchanged;

    ImportPlanner(SystemReader reader, SystemDesk desk, Caller caller, List<KnownSystem> all) {
        this.reader = reader;
        this.desk = desk;
        this.caller = caller;
        all.forEach(system -> {
            systems.put(system.name(), system);
            byTitle.put(title(system), system.name());
        });
    }

    private static String title(KnownSystem system) {
        return system.agency() + " " + Folded.words(system.title().vi());
    }

    ImportPlan plan(List<HandedTables.Row> rows) {
        for (HandedTables.Row row : rows) {
            take(row);
        }
        return new ImportPlan(List.copyOf(changes), unchanged, List.copyOf(faults));
    }

    private void take(HandedTables.Row row) {
        if (row.flaw() != null) {
            flawed(new ImportPlan.Fault(place(row, SystemFields.TITLE), row.flaw(), REMEDY));
            return;
        }
        Map<String, String> cells = row.cells();
        KnownSystem before =
                systems.get(cells.getOrDefault(SystemFields.CODE.id(), "").strip());
        SystemReader.Read read = reader.read(cells, before);
        if (before == null && read.system() != null && nameless(cells)) {
            String known = byTitle.get(title(read.system()));
            before = known == null ? null : systems.get(known);
            read = before == null ? read : reader.read(cells, before);
        }
        read.faults().forEach(fault -> fault(row, fault.field(), fault.wrong()));
        if (read.system() != null) {
            take(row, nameless(cells) && before == null ? free(read.system()) : read.system(), before);
        }
    }

    private static boolean nameless(Map<String, String> cells) {
        return cells.getOrDefault(SystemFields.CODE.id(), "").isBlank();
    }

    private KnownSystem free(KnownSystem wanted) {
        String name = wanted.name();
        for (int more = 2; systems.containsKey(name); more++) {
            name = wanted.name() + "-" + more;
        }
        return wanted.named(name);
    }

    private void take(HandedTables.Row row, KnownSystem after, @Nullable KnownSystem before) {
        if (!named.add(after.name())) {
            fault(
                    row,
                    SystemFields.TITLE,
                    new HubException(InventoryError.TWICE_HANDED, Map.of("system", after.name())));
            return;
        }
        try {
            desk.need(caller, after, before, systems.values());
        } catch (HubException refused) {
            boolean way = refused.code() instanceof InventoryError;
            fault(row, way ? SystemFields.CONNECTORS : SystemFields.AGENCY, refused);
            return;
        }
        if (before != null && after.saysAs(before)) {
            unchanged++;
            return;
        }
        changes.add(new ImportPlan.Change(after, before));
        systems.put(after.name(), after);
        byTitle.put(title(after), after.name());
    }

    private void fault(HandedTables.Row row, SystemFields field, HubException wrong) {
        flawed(new ImportPlan.Fault(place(row, field), wrong.problem(), wrong.remedy()));
    }

    private static Text place(HandedTables.Row row, SystemFields field) {
        Text place = row.places().get(field.id());
        return place != null ? place : row.places().getOrDefault(SystemFields.TITLE.id(), NOWHERE);
    }

    /** Enough of them to mend a file by; the rows behind are judged all the same. */
    private void flawed(ImportPlan.Fault fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }
}
