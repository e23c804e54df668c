package vn.lienthong.connector.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.ConnectorName;

/** The paces of one node. Agreed with the partner and not with one run: all sessions of a connector keep to it together. For every thread. */
public final class Paces {
    private final Map<ConnectorName, Pace> paces = new ConcurrentHashMap<>();

    /** The pace of the connector that is opened. */
    public Pace of(Opening opening) {
        return paces.computeIfAbsent(
                opening.connector(), name -> new Pace(name, opening.dealings().turns()));
    }
}
