package vn.lienthong.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import vn.lienthong.testing.Aside;

/**
 * Works a source from several connections at once, as a school year does: copies, statements of many rows, transactions that
 * interleave, roll back and return to savepoints, keys that change, rows that go and come again, rows that are refused and mended.
 */
final class Load implements AutoCloseable {
    private static final int HANDS = 3;
    private static final int LARGE_ONE_IN = 400;
    private static final long PAUSE_NANOS = 15_000_000;
    /** Deadlocks, keys taken by another, a lost server: the transaction is over, the next may do. */
    private static final Set<String> PART_OF_LIFE = Set.of("40P01", "23505", "40001", "23000");

    private final Supplier<DataSource> source;
    private final SourceSql sql;
    private final int large;
    private final List<CompletableFuture<Void>> hands = new ArrayList<>();
    private final AtomicLong fresh = new AtomicLong(1_000_000);
    private final AtomicLong transactions = new AtomicLong();
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param source gives each connection a way of its own: not every driver shares one safely
     * @param large how many rows a large transaction has
     */
    Load(Supplier<DataSource> source, SourceSql sql, long seed, int large) {
        this.source = source;
        this.sql = sql;
        this.large = large;
        for (int hand = 0; hand < HANDS; hand++) {
            Random random = new Random(seed + hand);
            hands.add(Aside.run(() -> work(random)));
        }
    }

    /** How many transactions were committed. */
    long transactions() {
        return transactions.get();
    }

    /** One large transaction: it comes in many parts and ends once. */
    void large() throws SQLException {
        try (Connection connection = source.get().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            large(statement, 10_000_000);
            connection.commit();
        }
    }

    private void work(Random random) {
        while (!over) {
            try (Connection connection = source.get().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!over) {
                    transaction(connection, statement, random);
                    LockSupport.parkNanos(random.nextInt(4) * PAUSE_NANOS);
                }
            } catch (SQLException failed) {
                endOfConnection(failed);
            }
        }
    }

    private static void endOfConnection(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        if (!PART_OF_LIFE.contains(state) && !state.startsWith("08") && !state.startsWith("57")) {
            throw new IllegalStateException(failed);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private void transaction(Connection connection, Statement statement, Random random) throws SQLException {
        try {
            for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
                step(connection, statement, random);
            }
            if (random.nextInt(8) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                transactions.incrementAndGet();
            }
        } catch (SQLException failed) {
            if (!PART_OF_LIFE.contains(failed.getSQLState())) {
                throw failed;
            }
            connection.rollback();
        }
    }

    private void step(Connection connection, Statement statement, Random random) throws SQLException {
        if (random.nextInt(6) > 0) {
            act(connection, statement, random);
            return;
        }
        Savepoint savepoint = connection.setSavepoint();
        act(connection, statement, random);
        if (random.nextBoolean()) {
            connection.rollback(savepoint);
        }
    }

    private void act(Connection connection, Statement statement, Random random) throws SQLException {
        if (random.nextInt(LARGE_ONE_IN) == 0) {
            large(statement, fresh.getAndAdd(large) + 1);
            return;
        }
        String some = sql.where("ma_hs >= " + key(random), 1 + random.nextInt(20));
        String one = sql.where("ma_hs >= " + key(random), 1);
        switch (random.nextInt(11)) {
            case 0 -> copy(connection, random);
            case 1 -> insert(statement, random);
            case 2 -> statement.execute("update hoc_sinh set khoi = 1 + (khoi + 1) % 12" + some);
            case 3 -> statement.execute("update hoc_sinh set ma_hs = " + fresh.incrementAndGet() + one);
            case 4 -> comesAgain(statement, random);
            case 5 -> statement.execute("delete from hoc_sinh" + some);
            case 6 -> statement.execute("update hoc_sinh set khoi = 13 + khoi % 50" + some);
            case 7 ->
                statement.execute("update hoc_sinh set khoi = 1 + ma_hs % 12"
                        + sql.where("khoi > 12 and ma_hs > 0", random.nextInt(60)));
            case 8 ->
                statement.execute(
                        "update hoc_sinh set ghi_chu = concat(repeat('ơ', 4000), " + random.nextInt() + ")" + one);
            case 9 -> statement.execute("update hoc_sinh set ho_ten = '" + name(random) + "'" + some);
            default ->
                statement.execute("update hoc_sinh set ngay_sinh = " + sql.later("ngay_sinh", "1")
                        + " where ghi_chu is not null and ma_hs % 5 = " + random.nextInt(5));
        }
    }

    /** Keys that are often there, so that transactions meet. */
    private long key(Random random) {
        return random.nextBoolean()
                ? 1 + random.nextInt(FollowDatabase.ROWS)
                : 1_000_000 + random.nextLong(Math.max(1, fresh.get() - 999_999));
    }

    private void copy(Connection connection, Random random) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int row = 10 + random.nextInt(200); row > 0; row--) {
            rows.add(fresh.incrementAndGet() + ",'" + name(random) + "'," + (1 + random.nextInt(14))
                    + ",null,'2013-05-0" + (1 + random.nextInt(9)) + "'");
        }
        sql.copy(connection, rows);
    }

    private void insert(Statement statement, Random random) throws SQLException {
        StringBuilder rows = new StringBuilder("insert into hoc_sinh (ma_hs, ho_ten, khoi) values ");
        for (int row = 1 + random.nextInt(20); row > 0; row--) {
            rows.append('(')
                    .append(fresh.incrementAndGet())
                    .append(", '")
                    .append(name(random))
                    .append("', ")
                    .append(1 + random.nextInt(13))
                    .append(row == 1 ? ")" : "), ");
        }
        statement.execute(rows.toString());
    }

    private void comesAgain(Statement statement, Random random) throws SQLException {
        long key = key(random);
        statement.execute("delete from hoc_sinh where ma_hs = " + key);
        statement.execute("insert into hoc_sinh (ma_hs, ho_ten, khoi, ghi_chu) values (" + key + ", '" + name(random)
                + "', " + (1 + random.nextInt(13)) + ", repeat('ă', " + random.nextInt(3) * 3000 + "))");
    }

    /** Written as some keyboards do, letters apart from their marks. */
    private static String name(Random random) {
        return Normalizer.normalize("Trần Thị Hương " + random.nextInt(100_000), Normalizer.Form.NFD);
    }

    private void large(Statement statement, long first) throws SQLException {
        String range = " where ma_hs between " + first + " and " + (first + large - 1);
        statement.execute("insert into hoc_sinh (ma_hs, ho_ten, khoi) select n, concat('Lê Văn ', n), 1 + n % 13 from "
                + sql.numbers(first, first + large - 1));
        statement.execute("update hoc_sinh set khoi = 1 + (khoi + 3) % 14" + range + " and ma_hs % 3 = 0");
        statement.execute("delete from hoc_sinh" + range + " and ma_hs % 20 <> 0");
    }

    /** Ends the work; what was begun is rolled back or stands. */
    @Override
    public void close() {
        over = true;
        hands.forEach(CompletableFuture::join);
    }
}
