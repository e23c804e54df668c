package vn.lienthong.quarantine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Measured;
import vn.lienthong.kernel.Readings;

/** How many rows wait, by why; of the row itself nothing is told. */
@Component
class HeldMeasures implements Measured {
    static final Measure HELD = Measure.now(
            "lienthong_quarantine_rows",
            "Rows that wait for a decision, by why they were refused",
            "sync_job",
            "agency",
            "reason");

    private final SeenRows rows;

    HeldMeasures(SeenRows rows) {
        this.rows = rows;
    }

    @Override
    public List<Measure> measures() {
        return List.of(HELD);
    }

    @Override
    public void read(Readings readings) {
        Map<List<String>, Long> held = rows.groups(null).stream()
                .collect(Collectors.groupingBy(
                        group -> List.of(group.job(), group.agency(), group.code()),
                        Collectors.summingLong(ReasonGroup::rows)));
        held.forEach((tags, count) -> readings.tell(HELD, count, tags.toArray(String[]::new)));
    }
}
