package vn.lienthong.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.testing.TakingPartner;
import vn.lienthong.testing.TestPostgres;

/**
 * A table brought row by row to a partner's API, by a POST each; the partner lives on while the hub dies, and does nothing twice that
 * bears one idempotency key. One row in a hundred has a grade that is refused here.
 */
final class IntoApi implements Scenario, AutoCloseable {
    private static final int ROWS = 300;

    private final TakingPartner partner = new TakingPartner();
    private final JdbcTemplate source;
    private final LeanPlan plan;
    private int version;

    IntoApi() throws Exception {
        partner.honoursKeys = true;
        PostgresServer server = TestPostgres.server();
        String sourceName = TestPostgres.newDatabase();
        source = new JdbcTemplate(TestPostgres.database(sourceName));
        source.execute("create table pupils (id bigint primary key, name text not null, grade integer not null)");
        source.update("""
                insert into pupils select n, 'Nguyễn Văn ' || n, case when n % 100 = 0 then 99 else 1 + n % 12 end
                from generate_series(1, ?) n""", ROWS);
        plan = new LeanPlan(
                new LeanPlan.Server(server.port(), TestPostgres.newState(), server.user(), server.password()),
                Files.createTempDirectory("lienthong-faults").toString(),
                Map.of(
                        "here",
                        new LeanPlan.End(
                                "postgresql",
                                Map.of(
                                        "host",
                                        server.host(),
                                        "port",
                                        server.port(),
                                        "database",
                                        sourceName,
                                        "username",
                                        server.user()),
                                server.password(),
                                "public.pupils",
                                List.of("id")),
                        "there",
                        api()),
                """
                sync: lean
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: there/taken, key: [pupil_id] }
                map:
                  pupil_id: id
                  full_name: name
                  grade: grade
                check:
                  grade: [between(1, 12)]
                batch: 50
                """);
    }

    private LeanPlan.End api() {
        Map<String, Object> taken = Map.of(
                "path",
                "/taken",
                "rows",
                "/data",
                "columns",
                Map.of(
                        "pupil_id", Map.of("at", "/id", "type", "integer"),
                        "full_name", "/name",
                        "grade", Map.of("at", "/grade", "type", "integer")),
                "write",
                Map.of("method", "POST", "path", "/taken", "idempotency", Map.of("honoured", true)));
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
                        Map.of("taken", taken)),
                null,
                "taken",
                List.of("pupil_id"));
    }

    /** How many rows were sent to the partner, those that came again counted again. */
    int arrived() {
        return partner.asked.size();
    }

    @Override
    public String name() {
        return "PostgreSQL into an API";
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) {
        source.update(
                "update pupils set name = 'Nguyễn Văn ' || id || ' lần ' || ? where id % 2 = ?",
                ++version, random.nextInt(2));
    }

    /** A record that says what the one before it says came twice. A row that is refused leaves at the partner what he had of it. */
    @Override
    public Difference difference() {
        Map<String, String> expected = new HashMap<>();
        source.query("select id, name, grade from pupils where grade between 1 and 12", row -> {
            expected.put(row.getString(1), row.getString(2) + "|" + row.getInt(3));
        });
        Set<String> refused = refused();
        List<Map.Entry<String, String>> found = partner.taken.entrySet().stream()
                .filter(row -> !refused.contains(String.valueOf(row.getKey())))
                .map(row -> Map.entry(
                        String.valueOf(row.getKey()),
                        text(row.getValue().get(row.getValue().size() - 1))))
                .toList();
        Difference rows = Difference.between(expected, found);
        return new Difference(rows.rows(), rows.lost(), partner.doubled(), rows.stale(), rows.extra(), rows.examples());
    }

    private static String text(JsonNode record) {
        return record.path("name").asText() + "|" + record.path("grade").asText();
    }

    @Override
    public Set<String> refused() {
        return new HashSet<>(
                source.queryForList("select id::text from pupils where grade not between 1 and 12", String.class));
    }

    @Override
    public void close() {
        partner.close();
    }
}
