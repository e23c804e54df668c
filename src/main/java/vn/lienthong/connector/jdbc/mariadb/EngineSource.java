package vn.lienthong.connector.jdbc.mariadb;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.changes.BinlogSource;
import vn.lienthong.kernel.Secret;

/** The way into the server that an engine of its own takes: the address that was checked, as encrypted as a connection of ours. */
final class EngineSource {
    private final Opening opening;
    private final InetSocketAddress address;
    private final boolean mysql;
    private final String encryption;

    EngineSource(Opening opening, MariaDbConnections connections, Connection connection) throws SQLException {
        this.opening = opening;
        this.address = connections.resolve();
        SourceLog log = new SourceLog(connection);
        this.mysql = log.mysql();
        this.encryption =
                opening.settings().text("tls").equals("verify") ? "verify-full" : log.encrypted() ? "trust" : "disable";
    }

    BinlogSource source(String table, List<String> columns, BinlogPosition after) {
        return new BinlogSource(
                mysql,
                // a certificate is for a name; whoever else answers to it cannot show one
                encryption.equals("verify-full")
                        ? opening.settings().text("host")
                        : address.getAddress().getHostAddress(),
                address.getPort(),
                opening.settings().text("username"),
                opening.settings().secret("password").map(Secret::reveal).orElse(""),
                encryption,
                encryption.equals("verify-full") ? Authorities.own(opening.settings()) : "",
                opening.settings().text("database"),
                table,
                columns,
                after.shape(),
                after.place());
    }
}
