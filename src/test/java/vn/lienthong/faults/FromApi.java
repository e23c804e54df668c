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
import vn.lienthong.testing.PartnerApi;
import vn.lienthong.testing.TestPostgres;

/** What is new at a partner's API, page by page, brought to PostgreSQL; one row in a hundred has a grade that is refused. */
final class FromApi implements Scenario, AutoCloseable {
    private static final int ROWS = 20_000;
    private static final int NEW = 8_000;

    private final PartnerApi partner = new PartnerApi();
    private final DataSource target;
    private final LeanPlan plan;
    private final Map<Integer, Map<String, Object>> rows = new HashMap<>();
    private long version;

    FromApi() throws Exception {
        PostgresServer server = TestPostgres.server();
        String targetName = TestPostgres.newDatabase();
        target = TestPostgres.database(targetName);
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table pupils (pupil_id bigint primary key, full_name text not null, grade integer not null)");
        }
        plan = new LeanPlan(
                new LeanPlan.Server(server.port(), TestPostgres.newState(), server.user(), server.password()),
                Files.createTempDirectory("lienthong-faults").toString(),
                Map.of("here", api(), "there", database(server, targetName)),
                """
                sync: lean
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: incremental, cursor: version }
                to: { dataset: there/pupils, write: upsert, key: [pupil_id] }
                map:
                  pupil_id: id
                  full_name: name
                  grade: grade
                check:
                  grade: [between(1, 12)]
                batch: 1000
                """);
        put(0, ROWS);
    }

    private LeanPlan.End api() {
        Map<String, Object> columns = Map.of(
                "id", Map.of("at", "/id", "type", "integer"),
                "name", "/name",
                "grade", Map.of("at", "/grade", "type", "integer"),
                "version", Map.of("at", "/changed", "type", "integer"));
        Map<String, Object> pupils = Map.of(
                "path",
                "/since",
                "rows",
                "/data",
                "columns",
                columns,
                "paging",
                Map.of("by", "cursor", "parameter", "after", "next", "/next", "size_parameter", "size", "size", 500),
                "since",
                Map.of("parameter", "since", "column", "version"));
        return new LeanPlan.End(
                "rest",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        partner.port(),
                        "tls",
                        "off",
                        "base_path",
                        "/api",
                        "per_minute",
                        60_000,
                        "resources",
                        Map.of("pupils", pupils)),
                null,
                "pupils",
                List.of("id"));
    }

    private static LeanPlan.End database(PostgresServer server, String name) {
        return new LeanPlan.End(
                "postgresql",
                Map.of("host", server.host(), "port", server.port(), "database", name, "username", server.user()),
                server.password(),
                "public.pupils",
                List.of("pupil_id"));
    }

    @Override
    public String name() {
        return "an API to PostgreSQL";
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) {
        put(random.nextInt(ROWS), NEW);
    }

    /** The partner lists the oldest first; each change makes a row the newest. */
    private void put(int first, int count) {
        for (int id = first; id < first + count; id++) {
            rows.put(
                    id,
                    Map.of(
                            "id",
                            id,
                            "name",
                            "Nguyễn Văn " + id + " lần " + version,
                            "grade",
                            (id + version) % 100 == 0 ? 99 : 1 + id % 12,
                            "changed",
                            1_000_000_000 + version++));
        }
        List<Map<String, Object>> now = new ArrayList<>(rows.values());
        now.sort(java.util.Comparator.comparing(row -> (Long) row.get("changed")));
        partner.rows.clear();
        partner.rows.addAll(now);
    }

    private static boolean good(Map<String, Object> row) {
        return (Integer) row.get("grade") <= 12;
    }

    /** A row that is refused leaves in the target what it had of it. */
    @Override
    public Difference difference() throws SQLException {
        Map<String, String> expected = new HashMap<>();
        rows.forEach((id, row) -> {
            if (good(row)) {
                expected.put(String.valueOf(id), row.get("name") + "|" + row.get("grade"));
            }
        });
        Set<String> refused = refused();
        List<Map.Entry<String, String>> found = new ArrayList<>();
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pupil_id, full_name, grade from pupils")) {
            while (row.next()) {
                if (!refused.contains(row.getString(1))) {
                    found.add(Map.entry(row.getString(1), row.getString(2) + "|" + row.getString(3)));
                }
            }
        }
        return Difference.between(expected, found);
    }

    @Override
    public Set<String> refused() {
        return rows.entrySet().stream()
                .filter(row -> !good(row.getValue()))
                .map(row -> String.valueOf(row.getKey()))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        partner.close();
    }
}
