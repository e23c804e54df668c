package vn.lienthong.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Measured;
import vn.lienthong.kernel.Readings;

/**
 * Gathers the figures of all rooms, one reading at a time: each room reads the hub's state once, whatever the number of values. Where one
 * cannot, those after it are not asked, so that a reading does not wait for the state as often as there are rooms.
 */
final class HubFigures implements MultiCollector {
    static final Measure READABLE = Measure.now(
            "lienthong_state_readable",
            "1 where the hub's own state could be read for this reading; 0 where figures are missing from it");

    private static final Logger LOG = LoggerFactory.getLogger(HubFigures.class);

    private final List<Measured> rooms;
    private final Callers callers;
    private boolean readable = true;

    HubFigures(List<Measured> rooms, Callers callers) {
        this.rooms = rooms;
        this.callers = callers;
    }

    @Override
    public synchronized MetricSnapshots collect() {
        return callers.as(new Watcher(), this::gather);
    }

    private MetricSnapshots gather() {
        List<MetricSnapshot> all = new ArrayList<>();
        boolean before = readable;
        readable = true;
        try {
            for (Measured room : rooms) {
                all.addAll(gathered(room::read));
            }
        } catch (RuntimeException unread) {
            readable = false;
            if (before) {
                LOG.warn("Figures cannot be read whole for now: {}", unread.getMessage());
            }
        }
        all.addAll(gathered(readings -> readings.tell(READABLE, readable ? 1 : 0)));
        return new MetricSnapshots(all);
    }

    /** All of a room, or nothing of it. */
    private static List<MetricSnapshot> gathered(Consumer<Readings> room) {
        Gathered gathered = new Gathered();
        room.accept(gathered);
        return gathered.snapshots().toList();
    }
}
