package vn.lienthong.connector.soap;

/**
 * A name in XML.
 *
 * @param space its namespace; empty where it has none
 * @param local the name without prefix
 */
record Name(String space, String local) {}
