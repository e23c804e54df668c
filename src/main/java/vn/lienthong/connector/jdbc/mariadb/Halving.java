package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.util.List;

/**
 * Sends many rows with one statement. Which of them a refused one was about is found by halving: a refused statement leaves nothing
 * behind, because the table's engine undoes it as a whole.
 */
final class Halving {
    private Halving() {}

    interface Act {
        void on(List<Integer> rows) throws SQLException;
    }

    interface Refused {
        void accept(Refusal refusal, int row) throws SQLException;
    }

    static void send(List<Integer> rows, Act act, Refused refused) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            act.on(rows);
        } catch (SQLException failed) {
            Refusal refusal = Refusal.of(failed);
            if (refusal == null) {
                throw failed;
            }
            if (rows.size() == 1) {
                refused.accept(refusal, rows.get(0));
                return;
            }
            int middle = rows.size() / 2;
            send(rows.subList(0, middle), act, refused);
            send(rows.subList(middle, rows.size()), act, refused);
        }
    }
}
