package vn.lienthong.connector.changes;

/**
 * A place in a server's binary log between two transactions.
 *
 * @param gtids every transaction before it, in the server's own notation
 * @param file the log's file
 * @param offset where in the file
 */
public record BinlogPlace(String gtids, String file, long offset) {}
