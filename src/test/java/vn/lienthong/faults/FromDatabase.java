package vn.lienthong.faults;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import vn.lienthong.sync.LeanPlan;

/** Pupils in PostgreSQL or MariaDB, brought to PostgreSQL with deletes; one in a hundred has a grade that is refused. */
final class FromDatabase implements Scenario {
    static final int ROWS = 60_000;

    private final Machine from;
    private final Machine to;
    private final Machine state;
    private final String fromDatabase;
    private final String toDatabase;
    private final LeanPlan plan;
    private int changes;

    FromDatabase(boolean mariaDb) throws Exception {
        this(
                mariaDb ? Machine.sharedMariaDb() : Machine.sharedPostgres(),
                Machine.sharedPostgres(),
                Machine.sharedPostgres());
    }

    FromDatabase(Machine from, Machine to, Machine state) throws Exception {
        this(from, to, state, 0);
    }

    /** @param padding letters that make each name longer, so that not all rows fit into the buffers between source and hub */
    FromDatabase(Machine from, Machine to, Machine state, int padding) throws Exception {
        this.from = from;
        this.to = to;
        this.state = state;
        this.fromDatabase = from.newDatabase();
        this.toDatabase = to.newDatabase();
        plan = new LeanPlan(
                state.state(state.newDatabase()),
                Files.createTempDirectory("lienthong-faults").toString(),
                new ConcurrentHashMap<>(),
                """
                sync: lean
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: snapshot }
                to: { dataset: there/pupils, write: upsert, key: [pupil_id], deletes: delete }
                map:
                  pupil_id: ma_hs
                  full_name: { from: ho_ten, apply: [trim] }
                  grade: khoi
                check:
                  grade: [between(1, 12)]
                batch: 2000
                """);
        moved();
        tables(padding);
    }

    /** Tells the plan where the servers are now. */
    void moved() {
        plan.ends().put("here", from.end(fromDatabase, "hoc_sinh", "ma_hs"));
        plan.ends().put("there", to.end(toDatabase, "pupils", "pupil_id"));
    }

    /** Where the hub's own state is now. */
    int statePort() {
        return state.state("").port();
    }

    DataSource source() {
        return from.database(fromDatabase);
    }

    DataSource target() {
        return to.database(toDatabase);
    }

    String sourceName() {
        return fromDatabase;
    }

    String targetName() {
        return toDatabase;
    }

    private void tables(int padding) throws SQLException {
        run(
                source(),
                "create table hoc_sinh (ma_hs bigint primary key, ho_ten varchar(1000) not null, khoi integer not null)");
        run(
                target(),
                "create table pupils (pupil_id bigint primary key, full_name text not null, grade integer not null)");
        String numbers = from.isMariaDb()
                ? "select seq as n from seq_1_to_" + ROWS
                : "select n from generate_series(1, " + ROWS + ") n";
        run(
                source(),
                "insert into hoc_sinh select n, concat('Nguyễn Văn ', n, rpad('', " + padding
                        + ", 'x')), case when n % 100 = 0 then 99 else 1 + n % 12 end from (" + numbers + ") numbers");
    }

    @Override
    public String name() {
        return from.isMariaDb() ? "MariaDB to PostgreSQL" : "PostgreSQL to PostgreSQL";
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) throws SQLException {
        int slice = random.nextInt(7);
        run(
                source(),
                "update hoc_sinh set ho_ten = concat('Trần Thị ', ma_hs, ' ', " + random.nextInt(1000)
                        + ") where ma_hs % 7 = " + slice);
        run(
                source(),
                "delete from hoc_sinh where ma_hs % 997 = " + changes++ % 997); // there is always somebody to delete
        int first = ROWS + random.nextInt(ROWS);
        String numbers = from.isMariaDb()
                ? "select seq as n from seq_" + first + "_to_" + (first + 500)
                : "select n from generate_series(" + first + ", " + (first + 500) + ") n";
        run(
                source(),
                "insert into hoc_sinh select n, concat('Lê Mới ', n), 1 + n % 12 from (" + numbers
                        + ") numbers where n not in (select ma_hs from hoc_sinh)");
    }

    @Override
    public Difference difference() throws SQLException {
        Map<String, String> expected = new HashMap<>();
        rows(source(), "select ma_hs, ho_ten, khoi from hoc_sinh where khoi between 1 and 12")
                .forEach(row -> expected.put(row.getKey(), row.getValue()));
        return Difference.between(expected, rows(target(), "select pupil_id, full_name, grade from pupils"));
    }

    @Override
    public Set<String> refused() throws SQLException {
        return rows(source(), "select ma_hs, ho_ten, khoi from hoc_sinh where khoi not between 1 and 12").stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<Map.Entry<String, String>> rows(DataSource database, String query) throws SQLException {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(Map.entry(row.getString(1), row.getString(2) + "|" + row.getString(3)));
            }
        }
        return rows;
    }

    static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
