package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.HandedTables;

/** The inventory as a workbook that can be handed in again. */
@Component
class SystemWorkbooks {
    private final HandedTables tables;
    private final DataKinds kinds;

    SystemWorkbooks(HandedTables tables, DataKinds kinds) {
        this.tables = tables;
        this.kinds = kinds;
    }

    /** A workbook to fill in, with these systems as they are. */
    byte[] of(List<KnownSystem> systems) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.stream(SystemFields.values()).map(SystemFields::heading).toList());
        systems.forEach(system -> rows.add(row(system)));
        return tables.workbook("Systems", rows);
    }

    /** Kinds of data are written by their names: codes are for programs. */
    private List<String> row(KnownSystem system) {
        Map<String, String> texts = SystemFields.texts(system);
        texts.put(SystemFields.HOLDS.id(), named(system.holds()));
        texts.put(SystemFields.RECORD_OF.id(), named(system.recordOf()));
        return Arrays.stream(SystemFields.values())
                .map(field -> texts.getOrDefault(field.id(), ""))
                .toList();
    }

    private String named(List<String> codes) {
        return codes.stream().map(code -> kinds.name(code).vi()).collect(Collectors.joining("; "));
    }
}
