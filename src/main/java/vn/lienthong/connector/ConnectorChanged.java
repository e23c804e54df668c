package vn.lienthong.connector;

import vn.lienthong.kernel.ConnectorName;

/** A connector was changed, in a file or in the hub. */
public record ConnectorChanged(ConnectorName connector) {}
