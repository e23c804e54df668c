package vn.lienthong.route.failed;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.LivePages;

/** The page of failed exchanges: how far a replay is, and what failed meanwhile. */
@Component
class LiveFailed implements LivePages {
    private final FailedDesk desk;
    private final FailedStore store;

    LiveFailed(FailedDesk desk, FailedStore store) {
        this.desk = desk;
        this.store = store;
    }

    @Override
    public Optional<Sight> sight(String page) {
        return page.equals("failed-exchanges")
                ? Optional.of(new Sight(store.mark(desk.agencies(Act.SEE)), Duration.ofSeconds(1)))
                : Optional.empty();
    }
}
