package vn.lienthong.inventory;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.LivePages;

/** The page of the table: told again while overlap is measured. */
@Component
class LiveSystems implements LivePages {
    private static final Duration PACE = Duration.ofSeconds(2);

    private final MeasureDesk desk;

    LiveSystems(MeasureDesk desk) {
        this.desk = desk;
    }

    @Override
    public Optional<Sight> sight(String page) {
        return page.equals("systems")
                ? Optional.of(new Sight(
                        desk.newest()
                                .map(one -> one.number() + " " + one.done() + " " + one.ended())
                                .orElse(""),
                        PACE))
                : Optional.empty();
    }
}
