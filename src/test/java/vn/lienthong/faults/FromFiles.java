package vn.lienthong.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.testing.TestPostgres;

/** CSV files dropped into a folder, brought to PostgreSQL; one row in a hundred has a grade that is refused. */
final class FromFiles implements Scenario {
    private static final int ROWS = 40_000;

    private final Path drop;
    private final DataSource target;
    private final LeanPlan plan;
    private final boolean whole;
    private final Map<String, String> expected = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private int files;

    FromFiles() throws Exception {
        this(false);
    }

    /** @param whole whether each file is all there is: what it does not hold is deleted */
    FromFiles(boolean whole) throws Exception {
        this.whole = whole;
        PostgresServer server = TestPostgres.server();
        String targetName = TestPostgres.newDatabase();
        drop = Files.createTempDirectory("lienthong-faults-drop");
        target = TestPostgres.database(targetName);
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table pupils (pupil_id bigint primary key, full_name text not null, grade integer not null)");
        }
        plan = new LeanPlan(
                new LeanPlan.Server(server.port(), TestPostgres.newState(), server.user(), server.password()),
                Files.createTempDirectory("lienthong-faults").toString(),
                Map.of(
                        "here",
                        new LeanPlan.End(
                                "csv",
                                Map.of("folder", drop.toString(), "stable_for", 0, "settle", 0),
                                null,
                                "*.csv",
                                List.of("ma_hs")),
                        "there",
                        new LeanPlan.End(
                                "postgresql",
                                Map.of(
                                        "host",
                                        server.host(),
                                        "port",
                                        server.port(),
                                        "database",
                                        targetName,
                                        "username",
                                        server.user()),
                                server.password(),
                                "public.pupils",
                                List.of("pupil_id"))),
                """
                sync: lean
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: snapshot }
                to: { dataset: there/pupils, write: upsert, key: [pupil_id], deletes: keep }
                map:
                  pupil_id: { from: ma_hs, apply: [integer] }
                  full_name: { from: ho_ten, apply: [trim] }
                  grade: { from: khoi, apply: [integer] }
                check:
                  grade: [between(1, 12)]
                batch: 2000
                """.replace("deletes: keep", whole ? "deletes: delete" : "deletes: keep"));
        change(new Random(1));
    }

    @Override
    public String name() {
        return "CSV files to PostgreSQL";
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) throws IOException {
        int first = random.nextInt(ROWS);
        int number = ++files;
        if (whole) {
            expected.clear();
            refused.clear();
        }
        StringBuilder text = new StringBuilder("ma_hs,ho_ten,khoi\n");
        for (int n = first; n < first + ROWS; n++) {
            boolean bad = n % 100 == 0;
            String name = "Nguyễn Văn " + n + " tệp " + number;
            text.append(n)
                    .append(',')
                    .append(name)
                    .append(',')
                    .append(bad ? 99 : 1 + n % 12)
                    .append('\n');
            if (bad) {
                refused.add(String.valueOf(n));
            } else {
                expected.put(String.valueOf(n), name + "|" + (1 + n % 12));
            }
        }
        Path made = Files.writeString(drop.resolve("." + number + ".tmp"), text);
        Files.move(made, drop.resolve("hoc-sinh-" + number + ".csv"));
    }

    /** The file that a run is reading now. */
    Path claimed() {
        return drop.resolve(".claimed").resolve("hoc-sinh-" + files + ".csv");
    }

    @Override
    public Difference difference() throws SQLException {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pupil_id, full_name, grade from pupils")) {
            while (row.next()) {
                rows.add(Map.entry(row.getString(1), row.getString(2) + "|" + row.getString(3)));
            }
        }
        return Difference.between(expected, rows);
    }

    @Override
    public Set<String> refused() {
        return Set.copyOf(refused);
    }
}
