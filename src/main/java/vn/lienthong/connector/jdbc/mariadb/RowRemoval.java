package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** Deletes or marks target rows by key, never outside the job's own scope, and never a row whose key only looks the same. */
final class RowRemoval {
    private static final String NAME = "lienthong_gone";
    private static final String ROW = "lienthong_row";

    private final Connection connection;
    private final Target target;
    private final Clock clock;
    private final MultiRowInsert insert;

    /** Makes the table of keys; a temporary one, so an open transaction stays open. */
    RowRemoval(Connection connection, Target target, Clock clock) throws SQLException {
        if (target.request().compareOnly() || target.request().deletes() == Deletes.KEEP) {
            throw new IllegalStateException("this request removes nothing");
        }
        this.connection = connection;
        this.target = target;
        this.clock = clock;
        List<String> columns = new ArrayList<>(List.of(ROW));
        columns.addAll(target.keyNames());
        this.insert = new MultiRowInsert(connection, "insert", NAME, columns);
        execute("drop temporary table if exists " + NAME);
        execute("create temporary table " + NAME + " (" + ROW
                + " int not null primary key) engine = InnoDB select 0 as " + ROW + ", " + Sql.names(target.keyNames())
                + " from " + table() + " limit 0");
    }

    /** Gives each key its verdict; where others hold on to a row, that one is refused and the rest go. */
    WriteResult remove(Batch keys) throws SQLException {
        Verdict[] verdicts = new Verdict[keys.size()];
        Arrays.fill(verdicts, Verdict.UNCHANGED);
        List<Rejection> rejected = new ArrayList<>();
        stage(keys);
        List<Integer> found = found();
        found.forEach(row -> verdicts[row] = Verdict.UPDATED);
        String some = " join " + NAME + " s on " + matches() + " and s." + ROW + " in ";
        Halving.send(found, rows -> act(some + Sql.numbers(rows)), (refusal, row) -> {
            verdicts[row] = Verdict.REJECTED;
            rejected.add(refusal.among(List.of()).at(row, keys.ordinal(row)));
        });
        return new WriteResult(verdicts, rejected);
    }

    private void stage(Batch keys) throws SQLException {
        RowBatch bare = bare(keys);
        RowCheck check = new RowCheck(target.key(), Set.copyOf(target.keyNames()));
        // a key that the target cannot hold is not there
        List<Integer> usable = IntStream.range(0, bare.size())
                .filter(row -> check.check(bare, row) == null)
                .boxed()
                .toList();
        execute("delete from " + NAME);
        insert.insert(
                usable,
                (row, column) -> column == 0 ? (Long) (long) row : bare.value(row, column - 1),
                (refusal, row) -> {});
    }

    long all() throws SQLException {
        return act("");
    }

    /** The first staged row of each target row that goes; those target rows are locked. */
    private List<Integer> found() throws SQLException {
        List<Integer> found = new ArrayList<>();
        Set<List<@Nullable String>> keys = new HashSet<>();
        String sql =
                "select s." + ROW + ", " + Sql.join(target.key(), ", ", key -> "hex(t." + Sql.name(key.name()) + ")")
                        + " from " + NAME + " s straight_join " + table() + " t on " + matches() + " where " + own("t.")
                        + " order by s." + ROW + " for update";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            target.bindScope(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<@Nullable String> key = new ArrayList<>();
                    for (int i = 0; i < target.key().size(); i++) {
                        key.add(row.getString(i + 2));
                    }
                    if (keys.add(key)) {
                        found.add(row.getInt(1));
                    }
                }
            }
        }
        return found;
    }

    /** Deletes or marks the live rows of the scope, with this join only some of them. */
    private long act(String join) throws SQLException {
        NativeColumn mark = target.request().deletes() == Deletes.MARK ? target.mark() : null;
        String from = table() + " t" + join;
        String sql =
                (mark == null ? "delete t from " + from : "update " + from + " set t." + Sql.name(mark.name()) + " = ?")
                        + " where " + own("t.");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            if (mark != null) {
                Bind.set(statement, index++, SeenKeys.now(mark, clock.instant()));
            }
            target.bindScope(statement, index);
            return statement.executeLargeUpdate();
        }
    }

    private RowBatch bare(Batch keys) {
        int[] positions = SeenKeys.positions(keys, target);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < keys.size(); row++) {
            @Nullable Object[] key = new @Nullable Object[positions.length];
            for (int i = 0; i < key.length; i++) {
                key[i] = keys.value(row, positions[i]);
            }
            rows.add(key);
        }
        return RowBatch.of(
                new Schema(target.key().stream().map(NativeColumn::column).toList()), rows, 1);
    }

    private String matches() {
        return target.sameKey("t", "s") + " and " + target.exactKey("t", "s");
    }

    private String own(String prefix) {
        return target.scope(prefix) + " and not " + target.marked(prefix);
    }

    private String table() {
        return Sql.name(target.table().name());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
