package vn.lienthong.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.HubException;

/**
 * Seals anew what an older data key sealed, a few rows at a time beside everything else, and lets a key go when nothing needs it.
 * It begins where it is, whoever was stopped before; several nodes may do it at once.
 */
final class Resealing {
    /** Nodes that have not looked since the rotation may still seal with the older key for so long. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int ROWS = 200;
    /** Before the first row of every table. */
    private static final String FIRST = "(0,0)";

    private static final SealedColumn SECRETS =
            new SealedColumn("vault_secrets", "sealed", "secret %s/%s", List.of("connector", "field"));

    private final JdbcClient state;
    private final TransactionOperations transaction;
    private final Keyring keys;
    private final WrappedKeys wrapped;
    private final Supplier<List<SealedColumn>> elsewhere;
    private final Clock clock;
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /**
     * @param elsewhere what other rooms keep
     */
    Resealing(
            JdbcClient state,
            TransactionOperations transaction,
            Keyring keys,
            WrappedKeys wrapped,
            Supplier<List<SealedColumn>> elsewhere,
            Clock clock) {
        this.state = state;
        this.transaction = transaction;
        this.keys = keys;
        this.wrapped = wrapped;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    private record Row(String at, byte[] sealed, String place) {}

    /** How many sealed values wait for the newest key. */
    long left() {
        int newest = newest();
        return columns().stream()
                .mapToLong(column -> state.sql("select count(*) from " + column.table() + " where " + older(column))
                        .param(newest)
                        .query(Long.class)
                        .single())
                .sum();
    }

    /**
     * Goes on for about this long.
     *
     * @return whether one key is all there is
     */
    boolean goOn(Duration most) {
        if (wrapped.all().size() == 1) {
            return true;
        }
        keys.look();
        if (keys.newest().number() < newest()) {
            return false; // this node has not been given the master key that opens it
        }
        long until = System.nanoTime() + most.toNanos();
        for (SealedColumn column : columns()) {
            String after = FIRST;
            while (after != null) {
                after = some(column, after);
                if (after != null && System.nanoTime() > until) {
                    return false;
                }
            }
        }
        return letGo();
    }

    /** Rows in somebody else's hands are passed over; they come again. Tells behind which row to go on; null at the end. */
    private @Nullable String some(SealedColumn column, String after) {
        return transaction.execute(status -> {
            List<Row> rows = state.sql("select ctid::text as at, " + String.join(", ", selected(column)) + " from "
                            + column.table() + " where " + older(column)
                            + " and ctid > ?::tid order by ctid limit " + ROWS + " for no key update skip locked")
                    .params(newest(), after)
                    .query((row, i) -> row(column, row))
                    .list();
            rows.forEach(row -> anew(column, row));
            return rows.size() < ROWS ? null : rows.get(rows.size() - 1).at();
        });
    }

    /** What cannot be opened was altered: it stays as it is, and its key with it. */
    private void anew(SealedColumn column, Row row) {
        byte[] plain;
        try {
            plain = keys.of(row.sealed(), row.place()).open(row.sealed(), row.place());
        } catch (HubException altered) {
            if (broken.add(column.table() + row.at())) {
                LOG.error(
                        "{}: {} {}",
                        column.table(),
                        altered.problem().en(),
                        altered.remedy().en());
            }
            return;
        }
        state.sql("update " + column.table() + " set " + column.column() + " = ? where ctid = ?::tid")
                .params(keys.newest().seal(plain, row.place()), row.at())
                .update();
        Arrays.fill(plain, (byte) 0);
    }

    private boolean letGo() {
        List<WrappedKeys.Wrapped> all = wrapped.all();
        WrappedKeys.Wrapped newest = all.get(all.size() - 1);
        if (clock.instant().isBefore(newest.madeAt().plus(GRACE))) {
            return false;
        }
        boolean gone = true;
        for (WrappedKeys.Wrapped old : all.subList(0, all.size() - 1)) {
            gone &= gone(old.id());
        }
        return gone;
    }

    private boolean gone(int id) {
        try {
            transaction.executeWithoutResult(status -> {
                state.sql("set local lock_timeout = '2s'").update();
                wrapped.destroy(id);
            });
            return true;
        } catch (DataAccessException needed) {
            return false; // somebody sealed with it just now, or is about to: next time
        }
    }

    private int newest() {
        List<WrappedKeys.Wrapped> all = wrapped.all();
        return all.get(all.size() - 1).id();
    }

    private List<SealedColumn> columns() {
        List<SealedColumn> columns = new ArrayList<>(List.of(SECRETS));
        elsewhere.get().stream()
                .map(column ->
                        new SealedColumn(column.table(), column.column(), "bytes " + column.place(), column.of()))
                .forEach(columns::add);
        return columns;
    }

    private static List<String> selected(SealedColumn column) {
        List<String> selected = new ArrayList<>(column.of());
        selected.add(column.column());
        return selected;
    }

    private static String older(SealedColumn column) {
        return column.column() + "_key < ?";
    }

    private static Row row(SealedColumn column, ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (String of : column.of()) {
            values.add(row.getString(of));
        }
        return new Row(
                row.getString("at"),
                row.getBytes(column.column()),
                column.place().formatted(values.toArray()));
    }
}
