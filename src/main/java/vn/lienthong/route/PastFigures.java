package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** What routes did: counts and times, and why steps failed. No rows and no keys. */
@Component
@Order(8)
class PastFigures implements Retained {
    private final FigureStore figures;
    private final FailureStore failures;

    PastFigures(FigureStore figures, FailureStore failures) {
        this.figures = figures;
        this.failures = failures;
    }

    @Override
    public String kind() {
        return "route-figures";
    }

    @Override
    public Text words() {
        return new Text("Số đo của tuyến", "Figures of routes");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(90);
    }

    @Override
    public int purge(Instant before, int most) {
        int removed = failures.purge(before, most);
        return removed + figures.purge(before, most - removed);
    }
}
