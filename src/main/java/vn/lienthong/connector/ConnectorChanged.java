package vn.lienthong.connector;

import vn.lienthong.kernel.ConnectorName;

/** A connector was changed, in a file or in the hub, or has another secret. */
public record ConnectorChanged(ConnectorName connector) {}
