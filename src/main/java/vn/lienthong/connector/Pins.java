package vn.lienthong.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;

/** Lays what a connector pins over what its system says of a dataset. */
final class Pins {
    private Pins() {}

    /** The dataset under the hub's name; not pinned, it is as the system says. */
    static Dataset apply(Connector connector, DatasetName name, Dataset described) {
        Connector.Pinned pinned = connector.datasets().get(name.dataset());
        if (pinned == null) {
            return new Dataset(
                    name,
                    described.from(),
                    described.schema(),
                    described.key(),
                    described.rowEstimate(),
                    described.cursors());
        }
        Schema schema = classed(wanted(name, pinned, described.schema()), pinned);
        List<String> key = pinned.key().isEmpty() ? described.key() : pinned.key();
        key.forEach(column -> require(name, schema, column));
        List<Dataset.CursorCandidate> cursors = described.cursors().stream()
                .filter(cursor -> schema.position(cursor.column()) >= 0)
                .toList();
        return new Dataset(name, described.from(), schema, key, described.rowEstimate(), cursors);
    }

    private static Schema wanted(DatasetName name, Connector.Pinned pinned, Schema schema) {
        if (pinned.columns().isEmpty()) {
            return schema;
        }
        List<Column> columns = new ArrayList<>();
        pinned.columns().forEach(column -> columns.add(require(name, schema, column)));
        return new Schema(columns);
    }

    private static Schema classed(Schema schema, Connector.Pinned pinned) {
        return new Schema(schema.columns().stream()
                .map(column -> column.classed(pinned.dataClass(column.name())))
                .toList());
    }

    /** The column of this name; refuses one that the dataset does not have. */
    static Column require(DatasetName name, Schema schema, String column) {
        Column found = schema.column(column);
        if (found == null) {
            String known = String.join(
                    ", ", schema.columns().stream().map(Column::name).toList());
            throw new HubException(
                    ConnectorError.COLUMN_UNKNOWN, Map.of("dataset", name, "column", column, "known", known));
        }
        return found;
    }
}
