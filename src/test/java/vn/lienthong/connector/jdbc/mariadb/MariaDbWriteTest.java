package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

class MariaDbWriteTest {
    private static final JobName JOB = new JobName("job");
    private static final Schema CODE_NAME =
            new Schema(List.of(Column.of("code", ValueType.TEXT), Column.of("name", ValueType.TEXT)));

    private final TestDatabase database = TestDatabase.create();

    @Test
    void whatOneDatabaseHoldsArrivesTheSameInAnother() {
        database.execute("""
                create table a (id bigint unsigned primary key, b tinyint(1), c bit(1), d bit(12), f decimal(20,6),
                    g float, h double, i year, j date, k time(6), l datetime(6), m timestamp(3) null, n char(5),
                    o longtext, p json, q enum('Nam','Nữ'), s varbinary(8), u uuid)""", """
                insert into a values (18446744073709551615, 1, b'1', b'101',
                    12345678901234.000001, 1.1, 0.1, 2026, '2024-02-29', '23:59:59.123456', '2024-01-02 03:04:05.678901',
                    '2024-01-02 03:04:05.678', 'ab', 'Nguyễn', '{"a": 1}', 'Nữ', x'00ff',
                    '123e4567-e89b-12d3-a456-426655440000'),
                    (1, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)""", "create table b like a");
        try (Session session = open()) {
            Dataset from = ((Discovers) session).describe("a");
            WriteRequest request = new WriteRequest(
                    JOB, from.schema(), List.of("id"), Mode.UPSERT, Deletes.KEEP, null, Map.of(), true, false);
            for (Verdict expected : List.of(Verdict.INSERTED, Verdict.UNCHANGED)) {
                try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(10));
                        Writer writer = begun(session, "b", request, 1)) {
                    Batch batch = cursor.next().batch();
                    assertThat(writer.write(batch).verdicts()).containsOnly(expected);
                    writer.commit(null, Counts.NONE);
                    writer.finish(Counts.NONE);
                }
            }
        }
        assertThat(database.rows("select * from b order by id"))
                .isEqualTo(database.rows("select * from a order by id"));
    }

    @Test
    void aChangeOfCaseOrAccentAloneIsAChange() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20)) collate utf8mb4_unicode_ci",
                "insert into t values ('1', 'hoa'), ('2', 'Hoa')");
        assertThat(upsert(row("1", "Hoà"), row("2", "Hoa")).verdicts())
                .containsExactly(Verdict.UPDATED, Verdict.UNCHANGED);
        assertThat(database.rows("select name from t order by code")).containsExactly("Hoà", "Hoa");
    }

    @Test
    void keysThatTheTargetWouldMergeAreRefused() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20)) collate utf8mb4_unicode_ci",
                "insert into t values ('Á', 'đã có')");
        WriteResult result = upsert(row("a", "một"), row("b", "hai"), row("B", "ba"), row("c", "bốn"));
        assertThat(result.verdicts())
                .containsExactly(Verdict.REJECTED, Verdict.INSERTED, Verdict.REJECTED, Verdict.INSERTED);
        assertThat(result.rejected()).extracting(Rejection::code).containsOnly("target.key_merged");
        assertThat(database.rows("select * from t order by name"))
                .containsExactlyInAnyOrder("Á|đã có", "b|hai", "c|bốn");
    }

    @Test
    void rowsThatBreakARuleOfTheTargetAreFoundAmongManyGoodOnes() {
        database.execute(
                "create table class (id varchar(5) primary key)",
                "insert into class values ('c1')",
                "create table t (code varchar(5) primary key, name varchar(20), unique key (name),"
                        + " constraint c check (name <> 'không'), class varchar(5) default 'c1' references class(id))");
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            rows.add(row("k" + i, "n" + i));
        }
        rows.get(3)[1] = "không";
        rows.get(650)[1] = "n5";
        WriteResult result = write(request(Mode.UPSERT), rows);
        assertThat(result.rejected())
                .extracting(Rejection::row, Rejection::code)
                .containsExactly(tuple(3, "target.check"), tuple(650, "target.unique"));
        assertThat(result.rejected().get(0).reason().vi()).doesNotContain("không'");
        assertThat(database.rows("select count(*) from t")).containsExactly("698");
    }

    @Test
    void nothingIsCutOffOrRoundedSilently() {
        database.execute("create table t (code varchar(5) primary key, n decimal(5,2), m tinyint, at datetime)");
        Schema schema = new Schema(List.of(
                Column.of("code", ValueType.TEXT),
                Column.of("n", ValueType.DECIMAL),
                Column.of("m", ValueType.INTEGER),
                Column.of("at", ValueType.TIMESTAMP)));
        WriteRequest request =
                new WriteRequest(JOB, schema, List.of("code"), Mode.UPSERT, Deletes.KEEP, null, Map.of(), false, false);
        LocalDateTime at = LocalDateTime.of(2024, 1, 2, 3, 4, 5);
        WriteResult result = write(
                request,
                List.of(
                        new Object[] {"1", new BigDecimal("999.990"), 127L, at},
                        new Object[] {"2", new BigDecimal("1000"), 1L, at},
                        new Object[] {"3", new BigDecimal("0.001"), 1L, at},
                        new Object[] {"4", BigDecimal.ONE, 128L, at},
                        new Object[] {"5", BigDecimal.ONE, 1L, at.withNano(1000)},
                        new Object[] {"123456", BigDecimal.ONE, 1L, at}));
        assertThat(result.rejected())
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(
                        tuple("n", "target.out_of_range"),
                        tuple("n", "target.too_many_decimals"),
                        tuple("m", "target.out_of_range"),
                        tuple("at", "target.too_many_decimals"),
                        tuple("code", "target.too_long"));
        assertThat(database.rows("select * from t")).containsExactly("1|999.99|127|2024-01-02 03:04:05");
    }

    @Test
    void aNarrowCharacterSetRefusesALetterInsteadOfAQuestionMark() {
        database.execute("create table t (code varchar(5) primary key, name varchar(20)) character set latin1");
        WriteResult result = upsert(row("1", "Hoa"), row("2", "Nguyễn"));
        assertThat(result.verdicts()).containsExactly(Verdict.INSERTED, Verdict.REJECTED);
        assertThat(result.rejected().get(0).field()).isEqualTo("name");
        assertThat(database.rows("select name from t")).containsExactly("Hoa");
    }

    @Test
    void aTableThatCannotCommitIsRefusedWithTheRemedy() {
        database.execute("create table t (code varchar(5) primary key, name varchar(20)) engine = MyISAM");
        assertThatThrownBy(() -> upsert(row("1", "Hoa"))).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ConnectorError.WRITE_MODE_UNSUPPORTED);
            assertThat(refused.problem().vi()).contains("ALTER TABLE `t` ENGINE=InnoDB");
        });
    }

    @Test
    void aMarkedRowThatComesBackLosesItsMark() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20), gone boolean not null default 0)",
                "insert into t values ('1', 'Một', 0), ('2', 'Hai', 0)");
        WriteRequest mark = new WriteRequest(
                JOB, CODE_NAME, List.of("code"), Mode.UPSERT, Deletes.MARK, "gone", Map.of(), false, false);
        try (Session session = open();
                Writer writer = begun(session, "t", mark, 1)) {
            writer.write(batch(List.<@Nullable Object[]>of(row("1", "Một"))));
            assertThat(writer.absent(5).count()).isEqualTo(1);
            assertThat(writer.deleteAbsent()).isEqualTo(1);
            writer.commit(null, Counts.NONE);
            assertThat(writer.absent(5).count()).isZero();
            writer.finish(Counts.NONE);
        }
        assertThat(database.rows("select code, gone from t order by code")).containsExactly("1|0", "2|1");
        assertThat(write(mark, List.of(row("1", "Một"), row("2", "Hai"))).verdicts())
                .containsExactly(Verdict.UNCHANGED, Verdict.UPDATED);
        assertThat(database.rows("select code, gone from t order by code")).containsExactly("1|0", "2|0");
    }

    @Test
    void rejectedAndKeptRowsStayInANewGeneration() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20) not null, extra int)",
                "insert into t values ('1', 'cũ', 7), ('2', 'cũ', 8), ('3', 'cũ', 9)");
        try (Session session = open();
                Writer writer = begun(session, "t", request(Mode.REPLACE), 1)) {
            writer.write(batch(List.<@Nullable Object[]>of(row("1", "mới"))));
            writer.keep(new RowBatch(
                    new Schema(List.of(Column.of("code", ValueType.TEXT))), new Object[][] {{"2"}}, new long[] {2}));
            assertThat(writer.absent(5).count()).isEqualTo(1);
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(database.rows("select * from t order by code")).containsExactly("1|mới|null", "2|cũ|8");
        assertThat(database.rows("show tables like 'lienthong%'")).containsExactly("lienthong_checkpoint");
    }

    @Test
    void aReplaceStaysWithinItsScope() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20), source varchar(5))",
                "insert into t values ('1', 'cũ', 'a'), ('2', 'cũ', 'a'), ('3', 'cũ', 'b')");
        Schema schema = new Schema(List.of(
                Column.of("code", ValueType.TEXT),
                Column.of("name", ValueType.TEXT),
                Column.of("source", ValueType.TEXT)));
        WriteRequest request = new WriteRequest(
                JOB, schema, List.of("code"), Mode.REPLACE, Deletes.KEEP, null, Map.of("source", "a"), false, false);
        write(request, List.of(new Object[] {"1", "mới", "a"}, new Object[] {"4", "mới", "a"}));
        assertThat(database.rows("select * from t order by code")).containsExactly("1|mới|a", "3|cũ|b", "4|mới|a");
    }

    @Test
    void aSwapThatWasCutOffIsSettledByWhatStandsThere() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))", "insert into t values ('1', 'cũ')");
        for (boolean renamed : new boolean[] {false, true}) {
            long run = renamed ? 2 : 1;
            String fresh;
            try (Session session = open();
                    Writer writer = begun(session, "t", request(Mode.REPLACE), run)) {
                writer.write(batch(List.<@Nullable Object[]>of(row("1", "mới " + run))));
                writer.commit(new Position("end"), Counts.NONE);
                fresh = database.rows("show tables like 'lienthong%new'").get(0);
            }
            // what a hub leaves behind that died between the intent and the end of the swap
            database.execute("update lienthong_checkpoint set swapping = run");
            if (renamed) {
                database.execute("rename table t to `" + fresh.replace("_new", "_old") + "`, `" + fresh + "` to t");
            }
            try (Session session = open();
                    Writer writer =
                            ((Writes) session).writer(((Discovers) session).describe("t"), request(Mode.REPLACE))) {
                Checkpoint checkpoint = writer.takeOver();
                assertThat(checkpoint.finished()).isEqualTo(renamed);
                assertThat(checkpoint.position()).isEqualTo(new Position("end"));
                if (!renamed) {
                    assertThat(database.rows("select name from t")).containsExactly("cũ");
                    writer.finish(Counts.NONE);
                }
            }
            assertThat(database.rows("select name from t")).containsExactly("mới " + run);
            assertThat(database.rows("show tables like 'lienthong%'")).containsExactly("lienthong_checkpoint");
        }
    }

    @Test
    void aGenerationThatIsGoneStartsTheRunOver() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))", "insert into t values ('1', 'cũ')");
        try (Session session = open();
                Writer writer = begun(session, "t", request(Mode.REPLACE), 1)) {
            writer.write(batch(List.<@Nullable Object[]>of(row("1", "mới"))));
            writer.commit(new Position("half"), Counts.NONE);
        }
        database.execute("drop table `"
                + database.rows("show tables like 'lienthong%new'").get(0) + "`");
        try (Session session = open();
                Writer writer = ((Writes) session).writer(((Discovers) session).describe("t"), request(Mode.REPLACE))) {
            assertThat(writer.takeOver().position()).isNull();
            writer.write(batch(List.<@Nullable Object[]>of(row("1", "mới"), row("2", "mới"))));
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(database.rows("select * from t order by code")).containsExactly("1|mới", "2|mới");
    }

    @Test
    void withoutTheRightToMakeItTheCheckpointIsLeftToTheHub() {
        String user = "plain_" + database.name();
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))",
                "create user '" + user + "'@'%' identified by 'pw'",
                "grant select, insert, update, delete on `" + database.name() + "`.t to '" + user + "'@'%'",
                "grant create temporary tables on `" + database.name() + "`.* to '" + user + "'@'%'");
        try (Session session = new MariaDbType().open(database.opening(Map.of("username", user, "password", "pw")));
                Writer writer = begun(session, "t", request(Mode.UPSERT), 1)) {
            assertThat(writer.keepsCheckpoint()).isFalse();
            writer.write(batch(List.<@Nullable Object[]>of(row("1", "Một"))));
            writer.commit(new Position("1"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(database.rows("select * from t")).containsExactly("1|Một");
    }

    @Test
    void aWriterWithoutTemporaryTablesNamesTheGrantThatHelps() {
        String user = "bare_" + database.name();
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))",
                "create user '" + user + "'@'%' identified by 'pw'",
                "grant select, insert, update, delete on `" + database.name() + "`.t to '" + user + "'@'%'");
        try (Session session = new MariaDbType().open(database.opening(Map.of("username", user, "password", "pw")));
                Writer writer = begun(session, "t", request(Mode.UPSERT), 1)) {
            assertThatThrownBy(() -> writer.write(batch(List.<@Nullable Object[]>of(row("1", "Một")))))
                    .isInstanceOfSatisfying(HubException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ConnectorError.RIGHT_MISSING);
                        assertThat(refused.remedy().en())
                                .contains("GRANT CREATE TEMPORARY TABLES ON `" + database.name() + "`.* TO '" + user);
                    });
        }
    }

    @Test
    void aComparisonTakesNothingOver() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))", "insert into t values ('1', 'cũ')");
        WriteRequest compare = new WriteRequest(
                JOB, CODE_NAME, List.of("code"), Mode.REPLACE, Deletes.KEEP, null, Map.of(), false, true);
        try (Session session = open();
                Writer writer = ((Writes) session).writer(((Discovers) session).describe("t"), compare)) {
            assertThat(writer.takeOver().run()).isZero();
            assertThat(writer.write(batch(List.<@Nullable Object[]>of(row("2", "mới"))))
                            .verdicts())
                    .containsExactly(Verdict.INSERTED);
            assertThat(writer.absent(1).count()).isEqualTo(1);
        }
        assertThat(database.rows("show tables")).containsExactly("t");
    }

    private Session open() {
        return new MariaDbType().open(database.opening());
    }

    private static Writer begun(Session session, String table, WriteRequest request, long run) {
        Writer writer = ((Writes) session).writer(((Discovers) session).describe(table), request);
        writer.takeOver();
        writer.begin(run, null, null);
        return writer;
    }

    private WriteResult upsert(@Nullable Object[]... rows) {
        return write(request(Mode.UPSERT), List.of(rows));
    }

    private WriteResult write(WriteRequest request, List<@Nullable Object[]> rows) {
        try (Session session = open();
                Writer writer = begun(session, "t", request, 1)) {
            WriteResult result = writer.write(RowBatch.of(request.schema(), rows, 1));
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
            return result;
        }
    }

    private static WriteRequest request(Mode mode) {
        return new WriteRequest(JOB, CODE_NAME, List.of("code"), mode, Deletes.KEEP, null, Map.of(), false, false);
    }

    private static Batch batch(List<@Nullable Object[]> rows) {
        return RowBatch.of(CODE_NAME, rows, 1);
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }
}
