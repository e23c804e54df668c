package vn.lienthong.bench.changes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One connection that commits one row at a time. */
final class SingleRows implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;

    SingleRows(ChangeSource source) throws SQLException {
        connection = source.server().database(ChangeSource.DATABASE).getConnection();
        insert = connection.prepareStatement("insert into hoc_sinh select " + ChangeSource.ROW + " from (select ?::bigint as n) k");
    }

    void insert(long pupil) throws SQLException {
        insert.setLong(1, pupil);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
