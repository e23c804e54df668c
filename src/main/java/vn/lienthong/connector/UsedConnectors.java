package vn.lienthong.connector;

import java.util.Set;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/** Which jobs read or write through a connector. The room that keeps the jobs answers; any thread asks. */
@FunctionalInterface
public interface UsedConnectors {
    /** The jobs of one connector. */
    Set<JobName> by(ConnectorName connector);
}
