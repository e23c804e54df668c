package vn.lienthong.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Schema;

/**
 * How a dataset changed in its system while the hub was looking.
 *
 * @param at when it was noticed
 * @param added columns that came
 * @param gone columns that went
 * @param altered columns of another type or limit
 */
public record Drift(DatasetName dataset, Instant at, List<String> added, List<String> gone, List<String> altered) {
    static Drift between(DatasetName dataset, Schema before, Schema now, Instant at) {
        List<String> gone = new ArrayList<>();
        List<String> altered = new ArrayList<>();
        for (Column column : before.columns()) {
            Column there = now.column(column.name());
            if (there == null) {
                gone.add(column.name());
            } else if (!there.equals(column)) {
                altered.add(column.name());
            }
        }
        List<String> added = now.columns().stream()
                .map(Column::name)
                .filter(name -> before.column(name) == null)
                .toList();
        return new Drift(dataset, at, added, gone, altered);
    }
}
