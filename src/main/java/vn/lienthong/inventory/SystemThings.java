package vn.lienthong.inventory;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Systems of agencies in the inventory. */
@Component
class SystemThings implements AgencyThings {
    private static final Text SYSTEM = new Text("hệ thống", "system");

    private final KeptSystems kept;

    SystemThings(KeptSystems kept) {
        this.kept = kept;
    }

    @Override
    public Set<AgencyCode> agencies() {
        return kept.counts().keySet();
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return kept.all().stream()
                .filter(system -> system.agency().equals(agency))
                .map(system -> new Thing(SYSTEM, system.name()))
                .toList();
    }
}
