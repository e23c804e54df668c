package vn.lienthong.connector;

import java.util.List;
import java.util.Optional;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;

/** The registered connectors: those of files, which win, and those of the hub. */
public interface Connectors {
    /** All, by name. */
    List<Connector> all();

    /** The connector of this name. */
    Optional<Connector> find(ConnectorName name);

    /**
     * The connector of this name.
     *
     * @throws vn.lienthong.kernel.HubException NOT_FOUND naming the nearest
     */
    Connector get(ConnectorName name);

    /** A session with its system; the caller closes it. No input or output yet. */
    Session open(ConnectorName name);

    /**
     * A dataset as it is now in its system (asked at most once a minute), with what the connector pins laid over it: name, key,
     * columns and data classes. A dataset that is not pinned is named as in the system and is unclassified.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when the system has none of the name, or a pinned column is gone
     */
    Dataset dataset(DatasetName name);

    /** What is wrong in the files; the last good version of such a file stays in effect. */
    List<Problem> problems();
}
