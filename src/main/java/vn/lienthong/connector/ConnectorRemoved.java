package vn.lienthong.connector;

import vn.lienthong.kernel.ConnectorName;

/** A connector was removed, in a file or in the hub. */
public record ConnectorRemoved(ConnectorName connector) {}
