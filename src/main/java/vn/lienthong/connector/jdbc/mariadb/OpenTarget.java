package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.WriteRequest;

/** A target as it is now, and a connection to it for one run alone; nothing is written by opening it. */
record OpenTarget(
        Connection connection,
        Target target,
        CheckpointTable checkpoints,
        boolean keepsCheckpoint,
        Generation generation) {
    static OpenTarget open(MariaDbConnections connections, MariaDbErrors errors, Dataset dataset, WriteRequest request)
            throws SQLException {
        Connection connection = connections.open();
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set session transaction isolation level read committed");
            }
            Table table = Catalogue.table(connection, dataset.from());
            if (table == null) {
                throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
            }
            Target target = Target.of(table, request, errors);
            CheckpointTable checkpoints = new CheckpointTable(connection, request.job());
            return new OpenTarget(
                    connection,
                    target,
                    checkpoints,
                    checkpoints.possible(),
                    new Generation(connection, table.name(), request.job()));
        } catch (SQLException | RuntimeException failed) {
            connections.drop(connection);
            throw failed;
        }
    }
}
