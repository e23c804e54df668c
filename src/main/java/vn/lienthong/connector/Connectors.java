package vn.lienthong.connector;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.vault.Secrets;

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
     * A session of which only what the settings describe may be asked, e.g. {@link Calls#operations}: it needs no secret, and no system
     * is reached. The caller closes it.
     */
    default Session described(ConnectorName name) {
        return open(name);
    }

    /**
     * A dataset as it is now in its system (asked at most once a minute), with what the connector pins laid over it: name, key,
     * columns and data classes. A dataset that is not pinned is named as in the system and is unclassified.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when the system has none of the name, or a pinned column is gone
     */
    Dataset dataset(DatasetName name);

    /** The same, asked now: for whoever opens a dataset seldom, or has found it changed. Changed columns are noticed. */
    default Dataset now(DatasetName name) {
        return dataset(name);
    }

    /** What is wrong in the files; the last good version of such a file stays in effect. */
    List<Problem> problems();

    /**
     * Connectors that may not go where they point, because {@code destinations.yaml} does not list it; judged by what is written, no
     * name service and no system is asked.
     */
    default List<Problem> closedWays() {
        return List.of();
    }

    /** The text a connector was made of, as somebody wrote it: YAML, or JSON, with variables and secret references unexpanded. */
    String text(ConnectorName name);

    /** Takes what a look into the system found of a dataset that was asked for before, so that changed columns are noticed. */
    default void found(DatasetName name, Dataset now) {}

    /** Datasets of a connector whose columns changed in the system since the hub first looked. */
    List<Drift> drifts(ConnectorName name);

    /**
     * The connectors of a hub's folder alone, where no application runs: looked at once, no ports of the hub's own to protect.
     * What is wrong is found in {@link #problems}.
     */
    static Connectors ofFiles(
            HubFolders folders, ConnectorTypes types, Secrets secrets, Variables variables, Clock clock) {
        DocumentKinds kinds = new DocumentKinds();
        ConnectorFolder folder =
                new ConnectorFolder(folders.connectors(), kinds, new ConnectorReader(kinds, types), variables);
        return new ConnectorRegistry(
                folder,
                null,
                types,
                secrets,
                new Ways.Surroundings(
                        folders, NameService.ofThisMachine(), OwnPorts.none(), Outboxes.none(), Dealings.ownOnly()),
                new SystemLook(new BoundedCalls(2)),
                clock,
                change -> {});
    }
}
