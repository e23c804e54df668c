package vn.lienthong.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** The systems as far as they are for whoever asks. */
@Component
public class SeenSystems implements Owned {
    private final KeptSystems kept;
    private final Callers callers;

    SeenSystems(KeptSystems kept, Callers callers) {
        this.kept = kept;
        this.callers = callers;
    }

    /** Those that the caller may look at, by name. */
    List<KnownSystem> all() {
        return those(kept.all());
    }

    /** Those among these that the caller may look at. */
    List<KnownSystem> those(List<KnownSystem> systems) {
        Caller caller = callers.current();
        Map<AgencyCode, Boolean> seen = new HashMap<>();
        return systems.stream()
                .filter(system -> seen.computeIfAbsent(system.agency(), agency -> caller.sees(new Owners(agency))))
                .toList();
    }

    /** How many the caller may look at. */
    public long count() {
        Caller caller = callers.current();
        return kept.counts().entrySet().stream()
                .filter(agency -> caller.sees(new Owners(agency.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * The system of a name.
     *
     * @throws HubException NOT_FOUND
     */
    KnownSystem get(String name) {
        return kept.find(name).orElseThrow(() -> unknown(name));
    }

    @Override
    public String kind() {
        return "system";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return kept.find(id).map(system -> new Owners(system.agency()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(InventoryError.UNKNOWN, Map.of("system", id.length() > 63 ? id.substring(0, 63) : id));
    }
}
