package vn.lienthong.connector;

import vn.lienthong.kernel.ConnectorName;

/** A connector was registered, in a file or in the hub. */
public record ConnectorRegistered(ConnectorName connector) {}
