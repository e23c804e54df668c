package vn.lienthong.connector;

/**
 * A connector with the text it was made of.
 *
 * @param text as somebody wrote it, variables and secret references unexpanded
 */
record ConnectorSource(Connector connector, String text) {}
