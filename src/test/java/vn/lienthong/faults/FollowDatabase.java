package vn.lienthong.faults;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.time.Duration;
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

/**
 * Pupils in PostgreSQL or MariaDB that change all the time, followed into PostgreSQL with deletes; a grade beyond 12 is refused. The judge reads
 * both tables itself: what the source accepts now must be there, nothing of another key may be; a refused row leaves whatever
 * the target had of it.
 */
final class FollowDatabase implements Scenario, AutoCloseable {
    static final int ROWS = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Machine from;
    private final SourceSql sql;
    private final Machine to;
    private final String fromDatabase;
    private final String toDatabase;
    private final String job = "follow-" + Long.toHexString(System.nanoTime());
    private final LeanPlan plan;
    private int marks;

    FollowDatabase(Machine from) throws Exception {
        this(from, Machine.sharedPostgres());
    }

    FollowDatabase(Machine from, Machine to) throws Exception {
        this.from = from;
        this.sql = SourceSql.of(from);
        this.to = to;
        this.fromDatabase = from.newDatabase();
        this.toDatabase = to.newDatabase();
        Machine state = Machine.sharedPostgres();
        plan = new LeanPlan(
                state.state(state.newDatabase()),
                Files.createTempDirectory("lienthong-faults").toString(),
                new ConcurrentHashMap<>(),
                """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: changes }
                to: { dataset: there/pupils, write: upsert, key: [pupil_id], deletes: delete }
                map:
                  pupil_id: ma_hs
                  full_name: ho_ten
                  grade: khoi
                  note: ghi_chu
                  born: ngay_sinh
                check:
                  grade: [between(1, 12)]
                guard: { stop_if_deletes_above: 100%%, stop_if_rows_drop_above: 100%% }
                batch: 2000
                """.formatted(job));
        plan.ends().put("here", from.end(fromDatabase, "hoc_sinh", "ma_hs"));
        plan.ends().put("there", to.end(toDatabase, "pupils", "pupil_id"));
        tables();
    }

    private void tables() throws SQLException {
        run(source(), """
                create table hoc_sinh (ma_hs bigint primary key, ho_ten varchar(200) not null, khoi integer not null,
                    ghi_chu text, ngay_sinh date)""");
        if (!from.isMariaDb()) {
            run(source(), "alter table hoc_sinh alter column ghi_chu set storage external");
        }
        run(
                source(),
                "insert into hoc_sinh select n, concat('Nguyễn Văn ', n), case when n % 100 = 0 then 99 else 1 + n % 12 end,"
                        + " case when n % 50 = 0 then concat(repeat('ghi chú ', 500), n) end, "
                        + sql.later("date '2012-01-01'", "n % 900") + " from " + sql.numbers(1, ROWS));
        run(target(), """
                create table pupils (pupil_id bigint primary key, full_name text not null, grade integer not null,
                    note text, born date)""");
    }

    /** Puts a cable between the hub and one of its systems. */
    void through(String end, Cable cable, Map<String, Object> further) {
        LeanPlan.End direct = plan.ends().get(end);
        Map<String, Object> settings = new HashMap<>(direct.settings());
        settings.put("port", cable.port());
        settings.putAll(further);
        plan.ends().put(end, new LeanPlan.End(direct.type(), settings, direct.password(), direct.from(), direct.key()));
    }

    DataSource source() {
        return from.database(fromDatabase);
    }

    DataSource target() {
        return to.database(toDatabase);
    }

    /** Works it from several connections at once. */
    Load load(long seed, int large) {
        return new Load(this::source, sql, seed, large);
    }

    private String slot() {
        return "lienthong_" + job.replace('-', '_');
    }

    @Override
    public String name() {
        return "changes of " + (from.isMariaDb() ? "MariaDB" : "PostgreSQL");
    }

    @Override
    public LeanPlan plan() {
        return plan;
    }

    @Override
    public void change(Random random) throws SQLException {
        run(source(), "update hoc_sinh set khoi = 1 + (khoi + 1) % 12 where ma_hs % 97 = " + random.nextInt(97));
    }

    /** Waits until what the source has committed by now stands in the target: the job's position there says so. */
    void arrived() throws SQLException {
        arrived(PATIENCE);
    }

    void arrived(Duration patience) throws SQLException {
        String reached = sql.reached(text(source(), sql.end()));
        // by itself a position moves on past what is not the job's only now and then
        run(source(), "insert into hoc_sinh (ma_hs, ho_ten, khoi) values (" + (- ++marks) + ", 'Mốc', 1)");
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> text(
                                target(),
                                "select (position::json ->> 'snapshot') = 'false' and " + reached
                                        + " and exists (select from pupils where pupil_id = " + -marks
                                        + ") from lienthong_checkpoint")
                        .equals("t"));
    }

    /** How often the target was taken over. */
    long epoch() throws SQLException {
        return Long.parseLong(text(target(), "select max(epoch) from lienthong_checkpoint"));
    }

    private static String text(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public Difference difference() throws SQLException {
        Map<String, String> expected = new HashMap<>();
        rows(source(), HERE + " where khoi between 1 and 12")
                .forEach(row -> expected.put(row.getKey(), Normalizer.normalize(row.getValue(), Normalizer.Form.NFC)));
        Set<String> refused = refused();
        return Difference.between(
                expected,
                rows(target(), "select pupil_id, full_name, grade, note, born from pupils").stream()
                        .filter(row -> !refused.contains(row.getKey()))
                        .toList());
    }

    private static final String HERE = "select ma_hs, ho_ten, khoi, ghi_chu, ngay_sinh from hoc_sinh";

    @Override
    public Set<String> refused() throws SQLException {
        return rows(source(), HERE + " where khoi not between 1 and 12").stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<Map.Entry<String, String>> rows(DataSource database, String query) throws SQLException {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(Map.entry(
                        row.getString(1),
                        row.getString(2) + "|" + row.getString(3) + "|" + row.getString(4) + "|" + row.getString(5)));
            }
        }
        return rows;
    }

    static void run(DataSource database, String sql) throws SQLException {
        FromDatabase.run(database, sql);
    }

    /** The source keeps nothing for the job any more. */
    @Override
    public void close() throws SQLException {
        if (from.isMariaDb()) {
            return;
        }
        run(
                source(),
                "select pg_terminate_backend(active_pid) from pg_replication_slots where active and slot_name = '"
                        + slot() + "'");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> run(
                        source(),
                        "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                                + slot() + "'"));
    }
}
