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
import java.util.stream.Collectors;
import javax.sql.DataSource;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.testing.TestMariaDb;
import vn.lienthong.testing.TestPostgres;

/** Pupils in PostgreSQL or MariaDB, brought to PostgreSQL with deletes; one in a hundred has a grade that is refused. */
final class FromDatabase implements Scenario {
    static final int ROWS = 60_000;

    private final boolean mariaDb;
    private final DataSource source;
    private final DataSource target;
    private final LeanPlan plan;
    private int changes;

    FromDatabase(boolean mariaDb) throws Exception {
        this.mariaDb = mariaDb;
        PostgresServer server = TestPostgres.server();
        String targetName = TestPostgres.newDatabase();
        String stateName = TestPostgres.newDatabase();
        this.target = TestPostgres.database(targetName);
        LeanPlan.End here;
        if (mariaDb) {
            String name = TestMariaDb.newDatabase();
            source = TestMariaDb.database(name);
            here = new LeanPlan.End(
                    "mariadb",
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            TestMariaDb.server().port(),
                            "database",
                            name,
                            "username",
                            TestMariaDb.server().user()),
                    TestMariaDb.server().password(),
                    "hoc_sinh",
                    List.of("ma_hs"));
        } else {
            String name = TestPostgres.newDatabase();
            source = TestPostgres.database(name);
            here = postgres(server, name, "public.hoc_sinh", "ma_hs");
        }
        plan = new LeanPlan(
                new LeanPlan.Server(server.port(), stateName, server.user(), server.password()),
                Files.createTempDirectory("lienthong-faults").toString(),
                Map.of("here", here, "there", postgres(server, targetName, "public.pupils", "pupil_id")),
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
        tables();
    }

    private static LeanPlan.End postgres(PostgresServer server, String database, String from, String key) {
        return new LeanPlan.End(
                "postgresql",
                Map.of("host", server.host(), "port", server.port(), "database", database, "username", server.user()),
                server.password(),
                from,
                List.of(key));
    }

    private void tables() throws SQLException {
        run(
                source,
                "create table hoc_sinh (ma_hs bigint primary key, ho_ten varchar(100) not null, khoi integer not null)");
        run(
                target,
                "create table pupils (pupil_id bigint primary key, full_name text not null, grade integer not null)");
        String numbers =
                mariaDb ? "select seq as n from seq_1_to_" + ROWS : "select n from generate_series(1, " + ROWS + ") n";
        run(
                source,
                "insert into hoc_sinh select n, concat('Nguyễn Văn ', n), case when n % 100 = 0 then 99 else 1 + n % 12 end from ("
                        + numbers + ") numbers");
    }

    @Override
    public String name() {
        return mariaDb ? "MariaDB to PostgreSQL" : "PostgreSQL to PostgreSQL";
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) throws SQLException {
        int slice = random.nextInt(7);
        run(
                source,
                "update hoc_sinh set ho_ten = concat('Trần Thị ', ma_hs, ' ', " + random.nextInt(1000)
                        + ") where ma_hs % 7 = " + slice);
        run(source, "delete from hoc_sinh where ma_hs % 997 = " + changes++ % 997); // there is always somebody to delete
        int first = ROWS + random.nextInt(ROWS);
        String numbers = mariaDb
                ? "select seq as n from seq_" + first + "_to_" + (first + 500)
                : "select n from generate_series(" + first + ", " + (first + 500) + ") n";
        run(
                source,
                "insert into hoc_sinh select n, concat('Lê Mới ', n), 1 + n % 12 from (" + numbers
                        + ") numbers where n not in (select ma_hs from hoc_sinh)");
    }

    @Override
    public Difference difference() throws SQLException {
        Map<String, String> expected = new HashMap<>();
        rows(source, "select ma_hs, ho_ten, khoi from hoc_sinh where khoi between 1 and 12")
                .forEach(row -> expected.put(row.getKey(), row.getValue()));
        return Difference.between(expected, rows(target, "select pupil_id, full_name, grade from pupils"));
    }

    @Override
    public Set<String> refused() throws SQLException {
        return rows(source, "select ma_hs, ho_ten, khoi from hoc_sinh where khoi not between 1 and 12").stream()
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

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
