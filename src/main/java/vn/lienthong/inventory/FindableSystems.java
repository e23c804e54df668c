package vn.lienthong.inventory;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Findable;

/** Systems, to be found by name. */
@Component
class FindableSystems implements Findable {
    private final SeenSystems systems;
    private final Agencies agencies;

    FindableSystems(SeenSystems systems, Agencies agencies) {
        this.systems = systems;
        this.agencies = agencies;
    }

    @Override
    public String kind() {
        return "system";
    }

    @Override
    public List<Found> found() {
        return systems.all().stream()
                .map(system -> new Found(
                        system.title(), system.name(), agencies.name(system.agency()), "/systems/" + system.name()))
                .toList();
    }
}
