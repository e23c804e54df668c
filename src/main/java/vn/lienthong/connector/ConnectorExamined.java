package vn.lienthong.connector;

import vn.lienthong.kernel.ConnectorName;

/** A connector was examined with the secrets in use. */
public record ConnectorExamined(ConnectorName connector, ConnectionDoctor.Diagnosis diagnosis) {}
