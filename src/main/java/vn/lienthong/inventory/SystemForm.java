package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;

/** What the form of a system offers to choose from, and what was chosen in it. */
@Component
class SystemForm {
    private static final int MOST_AGENCIES = 500;

    private final DataKinds kinds;
    private final KeptSystems kept;
    private final Agencies agencies;
    private final SeenConnectors connectors;

    SystemForm(DataKinds kinds, KeptSystems kept, Agencies agencies, SeenConnectors connectors) {
        this.kinds = kinds;
        this.kept = kept;
        this.agencies = agencies;
        this.connectors = connectors;
    }

    /**
     * The form as it is shown.
     *
     * @param cells what stands in it, by field
     * @param connectors those that belong to no other system
     */
    record Shown(Map<String, String> cells, List<DataKind> kinds, List<Agency> agencies, List<Connector> connectors) {
        /** What stands in a field. */
        public String cell(String field) {
            return cells.getOrDefault(field, "");
        }

        /** Whether a choice of a field is chosen. */
        public boolean chosen(String field, String choice) {
            return List.of(cell(field).split("; *")).contains(choice);
        }
    }

    /** @param name of the system that is changed; empty for a new one */
    Shown shown(Caller caller, Map<String, String> cells, String name) {
        Set<String> taken = new LinkedHashSet<>();
        kept.all().stream()
                .filter(system -> !system.name().equals(name))
                .forEach(system -> taken.addAll(system.connectors()));
        List<Connector> free = connectors.all().stream()
                .filter(one -> !taken.contains(one.name().value()))
                .toList();
        List<Agency> own = agencies.all().stream()
                .filter(agency -> caller.may(Act.KEEP_SYSTEMS, agency.code()))
                .limit(MOST_AGENCIES)
                .toList();
        return new Shown(cells, kinds.all(), own, free);
    }

    /** A system as it would be for a connector that belongs to none. */
    Map<String, String> of(Connector connector) {
        Map<String, String> cells = new HashMap<>();
        cells.put(SystemFields.CODE.id(), connector.name().value());
        cells.put(SystemFields.TITLE.id(), connector.title().vi());
        cells.put(SystemFields.ENGLISH.id(), connector.title().en());
        cells.put(SystemFields.AGENCY.id(), connector.agency().value());
        cells.put(SystemFields.TECHNOLOGY.id(), connector.type());
        cells.put(SystemFields.CONTACT.id(), connector.contact() == null ? "" : connector.contact());
        cells.put(SystemFields.CONNECTORS.id(), connector.name().value());
        return cells;
    }

    /** What a browser sent: boxes that nobody ticked are not sent, and mean none. */
    static Map<String, String> cells(MultiValueMap<String, String> sent) {
        Map<String, String> cells = new HashMap<>();
        for (SystemFields field : SystemFields.values()) {
            cells.put(field.id(), String.join("; ", sent.getOrDefault(field.id(), List.of(""))));
        }
        List<String> holds = new ArrayList<>(sent.getOrDefault(SystemFields.HOLDS.id(), List.of()));
        sent.getOrDefault(SystemFields.RECORD_OF.id(), List.of()).stream()
                .filter(kind -> !holds.contains(kind))
                .forEach(holds::add); // whoever has the record holds it
        cells.put(SystemFields.HOLDS.id(), String.join("; ", holds));
        return cells;
    }
}
