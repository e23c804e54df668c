package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.TestPostgres;

class PostgresDoctorTest {
    private final TestTarget target = new TestTarget();

    @Test
    void aMissingRightComesWithTheStatementThatMendsIt() {
        target.run("create table public.\"Học sinh\" (id int primary key)");
        String user = "poor_" + System.nanoTime();
        target.run("create user " + user + " password 'p'");
        Opening opening = target.opening(user, "p", TestPostgres.server().port());
        Examination wanted = new Examination(List.of("public.Học sinh"), List.of("public.Học sinh"));
        List<Check> before = examine(opening, wanted);
        List<Check> failed = before.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .toList();
        assertThat(failed).extracting(Check::step).containsExactly("read", "write");
        failed.forEach(check -> target.run(check.copy()));
        List<Check> after = examine(opening, wanted);
        assertThat(after).extracting(Check::outcome).doesNotContain(Check.Outcome.FAILED);
        Check checkpoint = after.stream()
                .filter(check -> check.step().equals("checkpoint"))
                .findFirst()
                .orElseThrow();
        assertThat(checkpoint.outcome()).isEqualTo(Check.Outcome.WARNING);
        target.run(checkpoint.copy());
        assertThat(examine(opening, wanted))
                .filteredOn(check -> check.step().equals("checkpoint"))
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.OK);
    }

    @Test
    void whatFollowingChangesLacksComesWithTheStatementsThatMendIt() {
        target.run("create table public.lop (ma text, ten text)");
        String user = "follows_" + System.nanoTime();
        target.run("create user " + user + " password 'p'");
        target.run("grant select on public.lop to " + user);
        Opening opening = target.opening(user, "p", TestPostgres.server().port());
        Examination wanted = new Examination(List.of("public.lop"), List.of());

        Check before = changes(opening, wanted);
        assertThat(before.outcome()).isEqualTo(Check.Outcome.WARNING);
        assertThat(before.copy().lines())
                .containsExactly(
                        "ALTER ROLE \"" + user + "\" REPLICATION;",
                        "ALTER TABLE \"public\".\"lop\" REPLICA IDENTITY FULL;");
        before.copy().lines().forEach(target::run);

        assertThat(changes(opening, wanted).outcome()).isEqualTo(Check.Outcome.OK);
    }

    @Test
    void aLogThatTakesNoMarkIsToldWithTheStatementThatMendsIt() {
        target.run("create table public.lop (ma text primary key)");
        String user = "unmarked_" + System.nanoTime();
        target.run("create user " + user + " password 'p' replication");
        target.run("grant select on public.lop to " + user);
        target.run(
                "do $$ begin execute 'revoke execute on function ' || (select string_agg(oid::regprocedure::text, ', ')"
                        + " from pg_proc where proname = 'pg_logical_emit_message') || ' from public'; end $$");
        Opening opening = target.opening(user, "p", TestPostgres.server().port());

        Check before = changes(opening, LOP);
        assertThat(before.outcome()).isEqualTo(Check.Outcome.WARNING);
        assertThat(before.found().en()).contains("Changes can be followed", "No mark can be written into its log");
        assertThat(before.found().vi()).contains("Không ghi được dấu vào nhật ký");
        target.run(before.copy());

        Check after = changes(opening, LOP);
        assertThat(after.outcome()).isEqualTo(Check.Outcome.OK);
        assertThat(after.found().en()).doesNotContain("mark");
    }

    @Test
    void aServerThatKeepsNoChangesIsToldTheSettingsAndThatTheyTakeARestart(@TempDir Path folder) throws Exception {
        Map<String, String> without =
                Map.of("wal_level", "replica", "max_replication_slots", "0", "max_wal_senders", "0");
        Path server = folder.resolve("server");
        try (PostgresServer bare = PostgresServer.start(server, TestPostgres.programs(), without)) {
            execute(bare, List.of("create table lop (ma text primary key)"));
            Check check = changes(administrator(bare), LOP);
            assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING);
            assertThat(check.found().en()).contains("wal_level replica, slot 0, sender 0");
            assertThat(check.found().vi()).contains("Chưa theo dõi thay đổi được");
            assertThat(check.copy().lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                    .contains("restart the server"));
            execute(bare, check.copy().lines().toList());
        }
        // what the doctor asked for stands after the restart
        try (PostgresServer mended = PostgresServer.start(server, TestPostgres.programs(), Map.of())) {
            assertThat(changes(administrator(mended), LOP).outcome()).isEqualTo(Check.Outcome.OK);
        }
    }

    private static final Examination LOP = new Examination(List.of("public.lop"), List.of());

    private Opening administrator(PostgresServer server) {
        return target.opening("postgres", server.password(), server.port(), Map.of("database", "postgres"));
    }

    private static void execute(PostgresServer server, List<String> lines) throws Exception {
        try (Connection connection = server.database("postgres").getConnection()) {
            for (String line : lines) {
                connection.createStatement().execute(line);
            }
        }
    }

    private static Check changes(Opening opening, Examination examination) {
        return examine(opening, examination).stream()
                .filter(check -> check.step().equals("changes"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatLeansOnAFailedStepIsNotTried() {
        List<Check> checks = examine(
                target.opening("postgres", "wrong", TestPostgres.server().port()),
                new Examination(List.of("public.any"), List.of()));
        assertThat(checks)
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .extracting(Check::step)
                .containsExactly("sign-in");
        assertThat(checks.get(checks.size() - 1).outcome()).isEqualTo(Check.Outcome.SKIPPED);
        assertThat(checks.toString()).doesNotContain("wrong");
    }

    @Test
    void aPasswordDoesNotTravelInClear(@TempDir Path folder) throws Exception {
        try (PostgresServer asking =
                PostgresServer.start(folder.resolve("server"), TestPostgres.programs(), Map.of())) {
            Files.writeString(folder.resolve("server/data/pg_hba.conf"), "host all all 127.0.0.1/32 password");
            try (Connection connection = asking.database("postgres").getConnection()) {
                connection.createStatement().execute("select pg_reload_conf()");
            }
            Opening opening = target.opening("postgres", asking.password(), asking.port());

            // the server takes its new rules a moment later
            await().untilAsserted(() -> assertThat(examine(opening, new Examination(List.of(), List.of())))
                    .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                    .singleElement()
                    .satisfies(check -> assertThat(check.step()).isEqualTo("sign-in"))
                    .satisfies(check -> assertThat(check.toString()).contains("scram-sha-256")));
        }
    }

    @Test
    void aServerWithoutEncryptionFailsTheStepThatAsksForIt() {
        Opening opening = target.opening(
                "postgres",
                TestPostgres.server().password(),
                TestPostgres.server().port(),
                Map.of("tls", "require"));
        assertThat(examine(opening, new Examination(List.of(), List.of())))
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .extracting(Check::step, Check::setting)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("tls", "tls"));
    }

    private static List<Check> examine(Opening opening, Examination examination) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new PostgresType().open(opening)) {
            session.test(examination, checks::add);
        }
        return checks;
    }
}
