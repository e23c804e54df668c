package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A lock by name that the server keeps for one connection: whoever holds it is alone in what it is about. */
record SwapLock(Connection connection, String name) {
    private static final int SECONDS = 30;

    /** What is done under the lock. */
    interface Act {
        void run() throws SQLException;
    }

    /** Acts under the lock; false where it could not be had. */
    boolean with(Act act) throws SQLException {
        if (!taken()) {
            return false;
        }
        try {
            act.run();
        } finally {
            release();
        }
        return true;
    }

    private boolean taken() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select get_lock(?, ?)")) {
            statement.setString(1, name);
            statement.setInt(2, SECONDS);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getInt(1) == 1;
            }
        }
    }

    private void release() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("do release_lock(?)")) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
