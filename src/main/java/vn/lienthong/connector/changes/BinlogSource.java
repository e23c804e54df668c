package vn.lienthong.connector.changes;

import java.util.List;

/**
 * One table of one server, and from where its changes are wanted.
 *
 * @param mysql whether it is a MySQL server; else MariaDB
 * @param host an address that was checked, or the name that the server's certificate must bear
 * @param encryption {@code disable}, {@code trust} or {@code verify-full}
 * @param authority the certificate (PEM) that signed the server's; empty where a well-known one did or nobody asks
 * @param columns the columns wanted, in the order in which rows give them
 * @param history the statements that lead to the table's shape at this place
 * @param after where to go on
 */
public record BinlogSource(
        boolean mysql,
        String host,
        int port,
        String user,
        String password,
        String encryption,
        String authority,
        String database,
        String table,
        List<String> columns,
        List<String> history,
        BinlogPlace after) {
    @Override
    public String toString() {
        return database + "." + table + " at " + host + ":" + port;
    }
}
