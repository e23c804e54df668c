package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import vn.lienthong.connector.Verdict;
import vn.lienthong.kernel.Batch;

/**
 * A temporary table in which a batch stands in the target's own types, so that the server itself says which rows are new, which
 * differ and which it refuses.
 */
final class Stage {
    static final String NAME = "lienthong_stage";
    private static final String ROW = "lienthong_row";

    private final Connection connection;
    private final Target target;
    private final String into;
    private final MultiRowInsert insert;

    /**
     * Makes the stage; not inside a transaction.
     *
     * @param into the table that is compared with and written: the target itself or its new generation
     */
    Stage(Connection connection, Target target, String into) throws SQLException {
        this.connection = connection;
        this.target = target;
        this.into = Sql.name(into);
        List<String> columns = new ArrayList<>();
        columns.add(ROW);
        columns.addAll(target.names());
        this.insert = new MultiRowInsert(connection, "insert", NAME, columns);
        execute("drop temporary table if exists " + NAME);
        execute("create temporary table " + NAME + " (" + ROW
                + " int not null primary key) engine = InnoDB select 0 as " + ROW + ", " + Sql.names(target.names())
                + " from " + Sql.name(target.table().name()) + " limit 0");
    }

    /** Empties the stage and fills it with these rows of the batch. */
    void fill(Batch batch, List<Integer> rows, ObjIntConsumer<Refusal> refused) throws SQLException {
        execute("delete from " + NAME);
        insert.insert(rows, (row, column) -> column == 0 ? (Long) (long) row : batch.value(row, column - 1), refused);
    }

    /** Of staged rows whose keys differ here but are one in the target's eyes, all but the first. */
    List<Integer> mergedKeys() throws SQLException {
        List<Integer> merged = new ArrayList<>();
        String sql = "select group_concat(" + ROW + " order by " + ROW + ") from " + NAME + " group by "
                + Sql.names(target.keyNames()) + " having count(*) > 1";
        try (Statement statement = connection.createStatement();
                ResultSet groups = statement.executeQuery(sql)) {
            while (groups.next()) {
                String[] rows = groups.getString(1).split(",");
                for (int i = 1; i < rows.length; i++) {
                    merged.add(Integer.valueOf(rows[i]));
                }
            }
        }
        return merged;
    }

    /** What would become of each staged row; REJECTED means that its key is merged with another's. */
    Map<Integer, Verdict> compare() throws SQLException {
        Map<Integer, Verdict> verdicts = new HashMap<>();
        String sql = "select s." + ROW + ", t." + Sql.name(target.keyNames().get(0)) + " is null, "
                + target.exactKey("s", "t") + ", " + target.same("t", "s") + " from " + NAME + " s left join " + into
                + " t on " + target.sameKey("t", "s");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                Verdict verdict = row.getBoolean(2)
                        ? Verdict.INSERTED
                        : !row.getBoolean(3)
                                ? Verdict.REJECTED
                                : row.getBoolean(4) ? Verdict.UNCHANGED : Verdict.UPDATED;
                verdicts.put(row.getInt(1), verdict);
            }
        }
        return verdicts;
    }

    /** Inserts staged rows into the target. */
    void insert(List<Integer> rows, ObjIntConsumer<Refusal> refused) throws SQLException {
        String columns = Sql.names(target.names());
        String sql = "insert into " + into + " (" + columns + ") select " + columns + " from " + NAME + " where " + ROW
                + " in ";
        Halving.send(
                rows, some -> execute(sql + Sql.numbers(some)), (refusal, row) -> insertAgain(refusal, row, refused));
    }

    /** Updates the target rows that have the staged rows' keys. */
    void update(List<Integer> rows, ObjIntConsumer<Refusal> refused) throws SQLException {
        String sql = "update " + NAME + " s straight_join " + into + " t on " + target.sameKey("t", "s") + " set "
                + target.assignments("t", "s") + " where s." + ROW + " in ";
        Halving.send(rows, some -> execute(sql + Sql.numbers(some)), refused::accept);
    }

    /** Somebody else may have inserted the key since it was looked for: then it is there to be updated. */
    private void insertAgain(Refusal refusal, int row, ObjIntConsumer<Refusal> refused) throws SQLException {
        if (refusal.code().equals("target.unique") && compare().get(row) == Verdict.UPDATED) {
            update(List.of(row), refused);
        } else {
            refused.accept(refusal, row);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
