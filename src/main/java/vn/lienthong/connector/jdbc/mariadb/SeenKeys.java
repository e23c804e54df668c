package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.Writer.Absent;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** The keys a run has written or kept, and what follows for target rows that are not among them. */
final class SeenKeys {
    static final String NAME = "lienthong_seen";

    private final Connection connection;
    private final Target target;
    private final String seen;
    private final @Nullable MultiRowInsert insert;

    /**
     * @param generation the new generation of a REPLACE, which is the keys; null where a temporary table holds them, which is
     *     made here, not inside a transaction
     */
    SeenKeys(Connection connection, Target target, @Nullable String generation) throws SQLException {
        this.connection = connection;
        this.target = target;
        this.seen = Sql.name(generation == null ? NAME : generation);
        if (generation == null) {
            execute("drop temporary table if exists " + NAME);
            execute("create temporary table " + NAME + " (primary key (" + Sql.names(target.keyNames())
                    + ")) engine = InnoDB select " + Sql.names(target.keyNames()) + " from "
                    + Sql.name(target.table().name()) + " limit 0");
            this.insert = new MultiRowInsert(connection, "insert ignore", NAME, target.keyNames());
        } else {
            this.insert = null;
        }
    }

    /** Remembers every key of the stage. */
    void addStaged() throws SQLException {
        String names = Sql.names(target.keyNames());
        if (insert != null) {
            execute("insert ignore into " + seen + " select " + names + " from " + Stage.NAME);
        }
    }

    /** Remembers the keys of these rows of a batch that holds at least the key columns; rows without a key are passed over. */
    void add(Batch batch, List<Integer> rows) throws SQLException {
        if (insert == null) {
            return;
        }
        int[] positions = positions(batch, target);
        List<Integer> whole =
                rows.stream().filter(row -> hasKey(batch, row, positions)).toList();
        insert.insert(whole, (row, column) -> batch.value(row, positions[column]), (refusal, row) -> {});
    }

    static int[] positions(Batch batch, Target target) {
        return target.keyNames().stream()
                .mapToInt(name -> batch.schema().position(name))
                .toArray();
    }

    static boolean hasKey(Batch batch, int row, int[] positions) {
        for (int position : positions) {
            if (position < 0 || batch.value(row, position) == null) {
                return false;
            }
        }
        return true;
    }

    Absent absent(int samples) throws SQLException {
        long count;
        try (PreparedStatement statement = connection.prepareStatement("select count(*)" + unseen())) {
            target.bindScope(statement, 1);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                count = answer.getLong(1);
            }
        }
        return new Absent(count, samples == 0 ? batch(List.of()) : samples(samples));
    }

    private RowBatch samples(int most) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        String sql = "select " + Sql.join(target.key(), ", ", column -> column.expression("t.")) + unseen()
                + " order by " + Sql.join(target.key(), ", ", column -> "t." + Sql.name(column.name())) + " limit "
                + most;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            target.bindScope(statement, 1);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    @Nullable Object[] row = new @Nullable Object[target.key().size()];
                    for (int i = 0; i < row.length; i++) {
                        Object value = Cells.read(answer, i + 1, target.key().get(i));
                        row[i] = value instanceof Cells.Unreadable ? null : value;
                    }
                    rows.add(row);
                }
            }
        }
        return batch(rows);
    }

    private RowBatch batch(List<@Nullable Object[]> rows) {
        return RowBatch.of(
                new Schema(target.key().stream().map(NativeColumn::column).toList()), rows, 1);
    }

    /** Deletes or marks in the open transaction. */
    long deleteAbsent(Clock clock) throws SQLException {
        NativeColumn mark = target.mark();
        boolean marks = target.request().deletes() == Deletes.MARK && mark != null;
        String sql = marks
                ? "update " + joined() + " set t." + Sql.name(mark.name()) + " = ?" + condition()
                : "delete t from " + joined() + condition();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            if (marks) {
                Bind.set(statement, index++, now(mark, clock.instant()));
            }
            target.bindScope(statement, index);
            return statement.executeLargeUpdate();
        }
    }

    /** What a mark of a row that goes now holds. */
    static Object now(NativeColumn mark, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return switch (mark.type()) {
            case BOOLEAN -> true;
            case INTEGER -> 1L;
            case DATE -> LocalDate.ofInstant(second, ZoneOffset.ofHours(7));
            case TIMESTAMP -> LocalDateTime.ofInstant(second, ZoneOffset.ofHours(7));
            default -> second.atOffset(ZoneOffset.UTC);
        };
    }

    private String unseen() {
        return " from " + joined() + condition();
    }

    private String joined() {
        return Sql.name(target.table().name()) + " t left join " + seen + " k on " + target.sameKey("t", "k");
    }

    private String condition() {
        return " where k." + Sql.name(target.keyNames().get(0)) + " is null and " + target.scope("t.") + " and not "
                + target.marked("t.");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
