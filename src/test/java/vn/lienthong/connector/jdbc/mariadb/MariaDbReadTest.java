package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.ValueType;

class MariaDbReadTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void everyTypeArrivesAsItsValue() {
        database.execute("""
                create table t (id bigint unsigned primary key, a tinyint, b tinyint(1), c bit(1), d bit(12), e bit(64),
                    f decimal(20,6), g float, h double, i year, j date, k time(6), l datetime(6), m timestamp(3) null,
                    n char(5), o longtext, p json, q enum('Nam','Nữ'), r set('x','y'), s varbinary(8), u uuid)""", """
                insert into t values (18446744073709551615, -128, 1, b'1', b'101', x'0102030405060708',
                    12345678901234.000001, 1.1, 0.1, 2026, '2024-02-29', '23:59:59.123456', '2024-01-02 03:04:05.678901',
                    '2024-01-02 03:04:05.678', 'ab', 'Nguyễn', '{"a": 1}', 'Nữ', 'x,y', x'00ff',
                    '123e4567-e89b-12d3-a456-426655440000')""");
        Batch batch = all("t").get(0).batch();
        assertThat(values(batch, 0))
                .containsExactly(
                        new BigDecimal("18446744073709551615"),
                        -128L,
                        true,
                        true,
                        5L,
                        new byte[] {1, 2, 3, 4, 5, 6, 7, 8},
                        new BigDecimal("12345678901234.000001"),
                        new BigDecimal("1.1"),
                        new BigDecimal("0.1"),
                        2026L,
                        LocalDate.of(2024, 2, 29),
                        LocalTime.of(23, 59, 59, 123456000),
                        LocalDateTime.of(2024, 1, 2, 3, 4, 5, 678901000),
                        OffsetDateTime.parse("2024-01-02T03:04:05.678Z"),
                        "ab",
                        "Nguyễn",
                        "{\"a\": 1}",
                        "Nữ",
                        "x,y",
                        new byte[] {0, (byte) 0xff},
                        "123e4567-e89b-12d3-a456-426655440000");
    }

    @Test
    void limitsAreDescribed() {
        database.execute(
                "create table t (code varchar(12) not null, sum decimal(10,2), note text, unique key u (code))");
        try (Session session = open()) {
            Dataset dataset = ((Discovers) session).describe("t");
            assertThat(dataset.key()).containsExactly("code");
            Column code = dataset.schema().column(0);
            assertThat(code.length()).isEqualTo(12);
            assertThat(code.nullable()).isFalse();
            Column sum = dataset.schema().column(1);
            assertThat(sum.precision()).isEqualTo(10);
            assertThat(sum.scale()).isEqualTo(2);
            assertThat(sum.type()).isEqualTo(ValueType.DECIMAL);
            assertThat(sum.nativeType()).isEqualTo("decimal(10,2)");
        }
    }

    @Test
    void aKeyWithGapsIsNoKey() {
        database.execute("create table t (code varchar(12) null, name varchar(5), unique key u (code))");
        try (Session session = open()) {
            assertThat(((Discovers) session).describe("t").key()).isEmpty();
        }
    }

    @Test
    void cursorColumnsSayWhetherTheyAreIndexedAndMayBeEmpty() {
        database.execute(
                "create table t (id int primary key auto_increment, born date, changed datetime, seen timestamp"
                        + " not null, name varchar(5), key (changed))");
        try (Session session = open()) {
            assertThat(((Discovers) session).describe("t").cursors())
                    .containsExactly(
                            new Dataset.CursorCandidate("id", true, false),
                            new Dataset.CursorCandidate("changed", true, true),
                            new Dataset.CursorCandidate("seen", false, false));
        }
    }

    @Test
    void whatNoTypeCanHoldIsAnUnreadableRowAndNeverBent() {
        database.execute("create table t (id int primary key, born date, late time, yes tinyint(1))");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set sql_mode = ''");
            statement.execute(
                    "insert into t values (1, '2010-01-01', '01:00:00', 0), (2, '0000-00-00', null, null),"
                            + " (3, '2010-02-00', null, null), (4, null, '100:00:00', null), (5, null, null, 7), (6, null, null, 1)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        BatchCursor.Part part = all("t").get(0);
        assertThat(part.batch().size()).isEqualTo(2);
        assertThat(part.batch().ordinal(1)).isEqualTo(6);
        assertThat(part.unreadable())
                .extracting(Rejection::ordinal, Rejection::field, Rejection::row)
                .containsExactly(
                        tuple(2L, "born", -1), tuple(3L, "born", -1), tuple(4L, "late", -1), tuple(5L, "yes", -1));
    }

    @Test
    void keysComeInBinaryOrderWhateverTheCollationSays() {
        database.execute(
                "create table t (a varchar(5), b int, primary key (a, b)) collate utf8mb4_unicode_ci",
                "insert into t values ('b', 1), ('A', 2), ('a', 10), ('á', 1), ('a', 9), ('B', 2), ('Đ', 1), ('z', 1)");
        List<BatchCursor.Part> parts = all("t", 3, null);
        List<String> keys = new ArrayList<>();
        parts.forEach(part -> {
            for (int row = 0; row < part.batch().size(); row++) {
                keys.add(part.batch().value(row, 0) + "" + part.batch().value(row, 1));
            }
        });
        assertThat(keys).containsExactly("A2", "B2", "a9", "a10", "b1", "z1", "á1", "Đ1");
        List<BatchCursor.Part> rest = all("t", 3, parts.get(0).position());
        assertThat(values(rest.get(0).batch(), 0)).containsExactly("a", 10L);
    }

    @Test
    void aReadIsOneConsistentView() throws SQLException {
        database.execute("create table t (id int primary key, n int)", "insert into t values (1, 1), (2, 1), (3, 1)");
        try (Session session = open();
                BatchCursor cursor =
                        ((Reads) session).read(((Discovers) session).describe("t"), ReadRequest.snapshot(1))) {
            assertThat(cursor.next()).isNotNull();
            database.execute("update t set n = 2", "delete from t where id = 3");
            List<Object> seen = new ArrayList<>();
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                seen.add(part.batch().value(0, 1));
            }
            assertThat(seen).containsExactly(1L, 1L);
        }
    }

    @Test
    void anIncrementalReadRefusesRowsItWouldNeverSee() throws SQLException {
        database.execute(
                "create table t (id int primary key, changed datetime(6), key (changed))",
                "insert into t values (1, now(6) - interval 1 hour), (2, null)");
        try (Session session = open()) {
            assertThatThrownBy(() -> incremental(session, null))
                    .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ConnectorError.CURSOR_EMPTY));
        }
    }

    @Test
    void anIncrementalReadStopsBeforeTheOldestOpenWrite() throws SQLException {
        database.execute(
                "create table t (id int primary key, changed datetime(6) not null, key (changed))",
                "insert into t values (1, now(6) - interval 1 hour)");
        try (Connection late = database.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("insert into t values (2, now(6) - interval 2 second)");
            database.execute("insert into t values (3, now(6))");
            Position after = null;
            try (Session session = open();
                    BatchCursor cursor = incremental(session, null)) {
                BatchCursor.Part part = cursor.next();
                assertThat(part.batch().size()).isEqualTo(1);
                assertThat(part.batch().value(0, 0)).isEqualTo(1L);
                after = part.position();
                assertThat(cursor.next()).isNull();
                assertThat(cursor.caveat()).isPresent();
            }
            late.commit();
            Position before = after;
            await().untilAsserted(() -> {
                try (Session session = open();
                        BatchCursor cursor = incremental(session, before)) {
                    BatchCursor.Part part = cursor.next();
                    assertThat(part).isNotNull();
                    assertThat(part.batch().size()).isEqualTo(2);
                }
            });
        }
    }

    @Test
    void aColumnThatChangedItsTypeStopsTheReadAndIsNamed() {
        database.execute("create table t (id int primary key, n int)");
        try (Session session = open()) {
            Dataset before = ((Discovers) session).describe("t");
            database.execute("alter table t modify n varchar(10)");
            assertThatThrownBy(() -> ((Reads) session).read(before, ReadRequest.snapshot(10)))
                    .isInstanceOfSatisfying(HubException.class, changed -> {
                        assertThat(changed.code()).isEqualTo(ConnectorError.DATASET_CHANGED);
                        assertThat(changed.problem().en()).contains("n");
                    });
        }
    }

    @Test
    void aMissingRightIsAnsweredWithTheGrantThatGivesIt() {
        String user = "poor_" + database.name();
        database.execute(
                "create table t (id int primary key)",
                "create table other (id int primary key)",
                "create user '" + user + "'@'%' identified by 'pw'",
                "grant select on `" + database.name() + "`.other to '" + user + "'@'%'");
        try (Session session = new MariaDbType().open(database.opening(Map.of("username", user, "password", "pw")))) {
            List<Check> checks = new ArrayList<>();
            session.test(new Examination(List.of("t"), List.of("other")), checks::add);
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("read"))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILED);
                        assertThat(check.found().en() + check.remedy()).doesNotContain("GRANT");
                        database.execute(String.valueOf(check.copy()).replace(";", ""));
                    });
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("write"))
                    .singleElement()
                    .satisfies(check ->
                            database.execute(String.valueOf(check.copy()).replace(";", "")));
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("checkpoint"))
                    .singleElement()
                    .satisfies(check -> database.execute(
                            String.valueOf(check.copy()).replace(";", "").split("\n")));
            checks.clear();
            session.test(new Examination(List.of("t"), List.of("other")), checks::add);
            // following changes is a right of its own, which this user has not been given
            assertThat(checks)
                    .filteredOn(check -> !check.step().equals("changes"))
                    .extracting(Check::outcome)
                    .containsOnly(Check.Outcome.OK);
        }
    }

    @Test
    void requiredEncryptionIsThereAndSaid() {
        List<Check> checks = new ArrayList<>();
        try (Session session = new MariaDbType().open(database.opening(Map.of("tls", "require")))) {
            session.test(new Examination(List.of(), List.of()), checks::add);
        }
        assertThat(checks)
                .filteredOn(check -> check.step().equals("tls"))
                .singleElement()
                .satisfies(check -> assertThat(check.found().en()).contains("is encrypted"));
    }

    @Test
    void aDoctorThatCannotSignInSkipsWhatDependsOnIt() {
        List<Check> checks = new ArrayList<>();
        try (Session session = new MariaDbType().open(database.opening(Map.of("password", "wrong")))) {
            session.test(new Examination(List.of("t"), List.of()), checks::add);
        }
        assertThat(checks)
                .extracting(Check::step, check -> check.outcome().name())
                .contains(tuple("reach", "OK"), tuple("sign-in", "FAILED"), tuple("read", "SKIPPED"));
        assertThat(checks.toString()).doesNotContain("wrong");
    }

    private Session open() {
        return new MariaDbType().open(database.opening());
    }

    private BatchCursor incremental(Session session, @Nullable Position after) {
        return ((Reads) session)
                .read(
                        ((Discovers) session).describe("t"),
                        new ReadRequest(
                                ReadRequest.Kind.INCREMENTAL,
                                List.of(),
                                "changed",
                                after,
                                1,
                                100,
                                Duration.ofMinutes(5)));
    }

    private List<BatchCursor.Part> all(String table) {
        return all(table, 100, null);
    }

    private List<BatchCursor.Part> all(String table, int batchRows, @Nullable Position after) {
        List<BatchCursor.Part> parts = new ArrayList<>();
        try (Session session = open()) {
            ReadRequest request =
                    new ReadRequest(ReadRequest.Kind.SNAPSHOT, List.of(), null, after, 1, batchRows, Duration.ZERO);
            try (BatchCursor cursor = ((Reads) session).read(((Discovers) session).describe(table), request)) {
                assertThat(cursor.ordered()).isTrue();
                for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static List<@Nullable Object> values(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column = 0; column < batch.schema().size(); column++) {
            values.add(batch.value(row, column));
        }
        return values;
    }
}
