package vn.lienthong.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;

/**
 * A registered, configured way into one system.
 *
 * @param name how the hub calls it
 * @param title how people call it
 * @param agency who answers for it
 * @param contact whom to ask, null where nobody is named
 * @param type the connector type's name
 * @param settings plain settings with the type's defaults filled in; secrets are not among them
 * @param secrets setting to the field of the vault that holds its secret: {@code password -> password}
 * @param datasets what the file pins, by the hub's name of the dataset
 * @param origin where it is registered
 * @param file the file it comes from, null where it is registered in the hub
 */
public record Connector(
        ConnectorName name,
        Text title,
        AgencyCode agency,
        @Nullable String contact,
        String type,
        Map<String, Object> settings,
        Map<String, String> secrets,
        Map<String, Pinned> datasets,
        Origin origin,
        @Nullable String file) {

    /** Where a connector is registered. */
    public enum Origin {
        /** A file of the connectors folder; read-only elsewhere. */
        FILE,
        /** The hub itself, through the console or REST. */
        HUB
    }

    /**
     * A dataset whose name, key and classes the owner has laid down.
     *
     * @param from its name in the system
     * @param columns the columns wanted, in order; empty means all
     * @param key the columns that identify a row; empty means what the system says
     * @param classes data classes by column; {@code *} for all others
     */
    public record Pinned(String from, List<String> columns, List<String> key, Map<String, DataClass> classes) {
        /** The class laid down for a column, by its name or for all others; unclassified where there is neither. */
        public DataClass dataClass(String column) {
            return classes.getOrDefault(column, classes.getOrDefault("*", DataClass.UNCLASSIFIED));
        }
    }

    /** The class of a column of a dataset as laid down here; unclassified where nothing is said of the dataset. */
    public DataClass dataClass(String dataset, String column) {
        Pinned pinned = datasets.get(dataset);
        return pinned == null ? DataClass.UNCLASSIFIED : pinned.dataClass(column);
    }
}
