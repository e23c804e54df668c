package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.testing.TestMariaDb;

class MariaDbChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static {
        ((Logger) LoggerFactory.getLogger("io.debezium")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
    }

    private final TestDatabase source = TestDatabase.create();
    private final String follower = "follower-" + Long.toHexString(System.nanoTime());
    private final Session session = new MariaDbType().open(source.opening());

    @AfterEach
    void endTheSession() {
        session.close();
    }

    @Test
    void insertsUpdatesKeyUpdatesAndDeletesArriveAsWhatHoldsInTheEnd() {
        pupils();
        source.execute("insert into p values (1, 'một', 1), (2, 'hai', 2), (3, 'ba', 3)");
        Position start = changes().prepare(dataset(), follower);
        source.execute(
                "insert into p values (4, 'bốn', 4.50)",
                "update p set name = 'Nguyễn' where id = 1",
                "update p set id = 20 where id = 2",
                "delete from p where id = 3",
                "update p set n = n + 1 where id = 1");
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) >= 6);
            assertThat(events(batches)).isEqualTo(6);
            assertThat(lastOf(batches))
                    .containsExactlyInAnyOrder("4 bốn 4.50", "1 Nguyễn 2.00", "20 hai 2.00", "- 2", "- 3");
            batches.forEach(MariaDbChangesTest::addsUp);
            assertThat(batches.get(batches.size() - 1).committedAt()).isBeforeOrEqualTo(Instant.now());
        }
    }

    @Test
    void whatIsNotCommittedComesAgainAndWhatIsDoesNot() {
        pupils();
        Position position = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)");
        try (ChangeCursor cursor = follow(position)) {
            assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("1 a 1.00");
        }
        source.execute("insert into p values (2, 'b', 2)");
        Position after;
        try (ChangeCursor cursor = follow(position)) {
            List<ChangeBatch> again = until(cursor, seen -> events(seen) == 2);
            assertThat(lastOf(again)).containsExactlyInAnyOrder("1 a 1.00", "2 b 2.00");
            after = again.get(again.size() - 1).position();
        }
        source.execute("insert into p values (3, 'c', 3)");
        assertThat(changes().gap(dataset(), follower, after)).isEmpty();
        try (ChangeCursor cursor = follow(after)) {
            assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("3 c 3.00");
        }
    }

    @Test
    void everyTypeIsTheSameByReadingAndByFollowing() {
        everyType();
        Dataset from = ((Discovers) session).describe("a");
        Position start = changes().prepare(from, follower);
        source.execute("set sql_mode = ''", "update a set k = k + 100");
        sameByReadingAndByFollowing(from, start, 24);
    }

    @Test
    void aKeyOfAnyUsualTypeLeadsToItsRow() {
        source.execute(
                "create table a (u uuid primary key, d date, x binary(4), unique key (x))",
                "insert into a values ('123e4567-e89b-12d3-a456-426655440000', null, x'01020000'),"
                        + " ('018f4567-e89b-7abc-8456-426655440000', null, x'0a000000'),"
                        + " ('00000000-0000-0000-0000-000000000000', '2024-02-29', x'00000000'),"
                        + " ('6ccd780c-baba-4026-9564-5b8c656024db', null, x'ffffffff')");
        Dataset from = ((Discovers) session).describe("a");
        Position start = changes().prepare(from, follower);
        source.execute("update a set x = unhex(hex(x)), d = coalesce(d, '0001-01-01')", "update a set d = null");
        sameByReadingAndByFollowing(from, start, 7);
    }

    @Test
    void aTransactionLargerThanABatchHasOneEndOnly() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values " + TestDatabase.numbered(2500));
        try (ChangeCursor cursor =
                changes().follow(dataset(), new FollowRequest(follower, names(dataset()), start, 1, 1000))) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 2500 && ended(seen));
            assertThat(batches.stream().filter(batch -> batch.position() != null))
                    .hasSize(1);
            assertThat(batches.get(0).rows().size()).isEqualTo(1000);
            assertThat(batches.get(0).rows().ordinal(999)).isEqualTo(1000);
        }
    }

    @Test
    void anEmptiedTableComesAloneAndIsCommittable() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)", "truncate p");
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 2 && ended(seen));
            assertThat(batches.stream().filter(ChangeBatch::truncated))
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.rows().size()).isZero());
            Position after = batches.get(batches.size() - 1).position();
            source.execute("insert into p values (2, 'b', 1)");
            try (ChangeCursor later = follow(after)) {
                assertThat(lastOf(until(later, seen -> events(seen) == 1))).containsExactly("2 b 1.00");
            }
        }
    }

    @Test
    void aQuietTablesPositionMovesOn() {
        pupils();
        source.execute("create table other (id int primary key)");
        Position start = changes().prepare(dataset(), follower);
        try (ChangeCursor cursor = follow(start)) {
            source.execute("insert into other values (1)");
            List<ChangeBatch> batches = until(cursor, seen -> !seen.isEmpty());
            assertThat(events(batches)).isZero();
            assertThat(BinlogPosition.of(batches.get(0).position()).gtids())
                    .isNotEqualTo(BinlogPosition.of(start).gtids());
            assertThat(cursor.backlog().behindBytes()).isLessThan(10_000);
            assertThat(cursor.backlog().heard()).isAfter(Instant.now().minusSeconds(10));
        }
    }

    @Test
    void theEndIsReachedAlsoWhereTheLastWordIsAboutAnotherTable() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)", "create table other (id int)");
        Position end = changes().end(start);
        assertThat(changes().reached(start, end)).isFalse();
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(
                    cursor,
                    seen -> !seen.isEmpty()
                            && ended(seen)
                            && changes().reached(seen.get(seen.size() - 1).position(), end));
            assertThat(events(batches)).isEqualTo(1);
            assertThat(changes()
                            .gap(
                                    dataset(),
                                    follower,
                                    batches.get(batches.size() - 1).position()))
                    .isEmpty();
        }
    }

    @Test
    void aNewFileOfTheLogChangesNothing() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)", "flush binary logs", "insert into p values (2, 'b', 1)");
        try (ChangeCursor cursor = follow(start)) {
            source.execute("flush binary logs", "insert into p values (3, 'c', 1)");
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 3);
            assertThat(lastOf(batches)).containsExactly("1 a 1.00", "2 b 1.00", "3 c 1.00");
            for (ChangeBatch batch : batches) {
                assertThat(changes().gap(dataset(), follower, batch.position())).isEmpty();
            }
        }
    }

    @Test
    void aPurgedLogIsAGapAndOneThatWasReadToItsEndIsNot() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)");
        Position after = changes().prepare(dataset(), follower);
        assertThat(changes().gap(dataset(), follower, start)).isEmpty();
        source.execute("flush binary logs");
        List<String> logs = source.rows("show binary logs");
        String newest = logs.get(logs.size() - 1).split("\\|")[0];
        // a file goes only once the server would not need it after a crash
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            source.execute("purge binary logs to '" + newest + "'");
            assertThat(source.rows("show binary logs")).hasSize(1);
        });
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.LOG_PURGED);
        assertThat(changes().gap(dataset(), follower, after)).isEmpty();
    }

    @Test
    void anotherServerAndARestoredOneAreGaps() {
        pupils();
        BinlogPosition start = BinlogPosition.of(changes().prepare(dataset(), follower));
        assertThat(gap(new BinlogPosition("7", start.gtids(), start.mark(), start.shape(), false, null)))
                .isEqualTo(ChangeGap.Kind.OTHER_SERVER);
        int last = Math.max(start.gtids().lastIndexOf('-'), start.gtids().lastIndexOf(':')) + 1;
        String ahead =
                start.gtids().substring(0, last) + (Long.parseLong(start.gtids().substring(last)) + 1000);
        assertThat(gap(start.at(ahead, start.mark()))).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
        assertThat(gap(start.at(start.gtids(), start.mark()), true)).isNull();
        Assumptions.assumeFalse(TestMariaDb.isMySql(), "a restored MySQL has another mark of its own");
        // its numbers have passed the stored one again, but another transaction stands there
        BinlogPlace elsewhere = new BinlogPlace(
                start.mark().gtids(), start.mark().file(), start.mark().offset() - 1);
        assertThat(gap(start.at(start.gtids(), elsewhere))).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
    }

    @Test
    void aLogThatHoldsNoWholeRowsIsRefusedBeforeAndAGapAfterwards() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("set global binlog_row_image = 'MINIMAL'");
        try {
            assertThat(gap(start)).isEqualTo(ChangeGap.Kind.LOG_FORMAT);
            assertThatThrownBy(() -> changes().prepare(dataset(), follower))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(ChangesError.LOG_LEVEL);
                        assertThat(refused.remedy().en()).contains("SET GLOBAL binlog_row_image = 'FULL';");
                    });
        } finally {
            source.execute("set global binlog_row_image = 'FULL'");
        }
    }

    @Test
    void aUserWithoutTheRightIsToldTheStatementToAskFor() {
        pupils();
        String user = "follow_" + source.name();
        source.execute(
                "create user '" + user + "'@'%' identified by 'pw'",
                "grant select on `" + source.name() + "`.* to '" + user + "'@'%'");
        List<Check> checks = new ArrayList<>();
        try (Session bare = new MariaDbType().open(source.opening(Map.of("username", user, "password", "pw")))) {
            assertThatThrownBy(() -> ((Changes) bare).prepare(dataset(), follower))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(ChangesError.RIGHT_MISSING);
                        assertThat(refused.remedy().en())
                                .contains("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user);
                    });
            bare.test(new Examination(List.of("p"), List.of()), checks::add);
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("changes"))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING);
                        assertThat(check.copy())
                                .contains("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user);
                    });
            source.execute("grant replication slave, replication client on *.* to '" + user + "'@'%'");
            Position start = ((Changes) bare).prepare(dataset(), follower);
            source.execute("insert into p values (1, 'a', 1)");
            FollowRequest request = new FollowRequest(follower, names(dataset()), start, 1, 1000);
            try (ChangeCursor cursor = ((Changes) bare).follow(dataset(), request)) {
                assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("1 a 1.00");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"86399, WARNING", "3600, WARNING", "86400, OK", "0, OK"})
    void aLogThatIsPurgedWithinADayIsWarnedOf(int seconds, Check.Outcome outcome) {
        pupils();
        source.execute("set global binlog_expire_logs_seconds = " + seconds);
        try {
            List<Check> checks = new ArrayList<>();
            session.test(new Examination(List.of("p"), List.of()), checks::add);
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("changes"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.outcome()).isEqualTo(outcome))
                    .satisfies(check -> assertThat(String.valueOf(check.copy()))
                            .isEqualTo(
                                    outcome == Check.Outcome.OK
                                            ? "null"
                                            : "SET GLOBAL binlog_expire_logs_seconds = 604800;"));
        } finally {
            source.execute("set global binlog_expire_logs_seconds = 0");
        }
    }

    @Test
    void aMappedColumnThatIsGoneIsNamedAndAnAddedOneIsPassedOver() {
        pupils();
        Dataset before = dataset();
        Position start = changes().prepare(before, follower);
        source.execute(
                "insert into p values (1, 'a', 1)",
                "alter table p add column more varchar(10) first",
                "insert into p values ('c', 2, 'b', 2)");
        Position after = reshaped(start, before, "1 a 1.00");
        try (ChangeCursor cursor = follow(after, before)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 1);
            assertThat(lastOf(batches)).containsExactly("2 b 2.00");
            after = batches.get(batches.size() - 1).position();
        }
        source.execute("alter table p drop column n");
        Position last = after;
        assertThatThrownBy(() -> follow(last, before).close())
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(failed -> assertThat(failed.problem().en()).contains("n"));
    }

    @Test
    void aTableThatWasMadeAnewStopsFollowing() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)", "drop table p");
        pupils();
        source.execute("insert into p values (2, 'b', 1)");
        try (ChangeCursor cursor = follow(start)) {
            assertThatThrownBy(() -> until(cursor, seen -> events(seen) > 1))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_CHANGED);
        }
    }

    @Test
    void aShapeThatTheEngineDoesNotUnderstandStopsFollowingForAPerson() {
        Assumptions.assumeFalse(TestMariaDb.isMySql(), "MySQL has no type inet6");
        pupils();
        Dataset before = dataset();
        Position start = changes().prepare(before, follower);
        source.execute("alter table p add column ip inet6");
        try (ChangeCursor cursor = follow(start, before)) {
            assertThatThrownBy(() -> until(cursor, seen -> false))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_CHANGED);
        }
    }

    @Test
    void theFirstReadAndWhatChangesMeanwhileLeaveNothingOut() {
        pupils();
        source.execute("insert into p values " + TestDatabase.numbered(100));
        Position start = changes().prepare(dataset(), follower);
        source.execute("update p set name = 'y' where id = 100");
        ReadRequest request =
                new ReadRequest(ReadRequest.Kind.SNAPSHOT, names(dataset()), null, start, 1, 60, Duration.ZERO);
        Position half;
        try (BatchCursor cursor = changes().snapshot(dataset(), request)) {
            half = cursor.next().position();
        }
        assertThat(changes().inSnapshot(half)).isTrue();
        assertThat(changes().gap(dataset(), follower, half)).isEmpty();
        ReadRequest rest =
                new ReadRequest(ReadRequest.Kind.SNAPSHOT, names(dataset()), null, half, 61, 60, Duration.ZERO);
        try (BatchCursor cursor = changes().snapshot(dataset(), rest)) {
            assertThat(cursor.next().batch().size()).isEqualTo(40);
        }
        try (ChangeCursor cursor = follow(half)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 1);
            assertThat(lastOf(batches)).containsExactly("100 y 100.00");
            assertThat(changes().inSnapshot(batches.get(0).position())).isFalse();
        }
    }

    @Test
    void anEngineWhoseConnectionWasCutIsFoundOut() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        try (ChangeCursor cursor = follow(start)) {
            source.execute("insert into p values (1, 'a', 1)");
            until(cursor, seen -> events(seen) == 1);
            source.rows("select id from information_schema.processlist where command like 'Binlog Dump%'")
                    .forEach(this::cut);
            Instant cut = Instant.now();
            assertThatThrownBy(() -> until(cursor, seen -> false))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.LOST);
            assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aServerThatSaysNothingIsFoundOut() throws Exception {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        String pid = Files.readString(Path.of(source.rows("select @@pid_file").get(0)))
                .strip();
        try (ChangeCursor cursor = follow(start)) {
            source.execute("insert into p values (1, 'a', 1)");
            until(cursor, seen -> events(seen) == 1);
            Instant silent = Instant.now();
            signal("-STOP", pid);
            try {
                assertThatThrownBy(() -> until(cursor, seen -> false))
                        .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                        .extracting(HubException::code)
                        .isEqualTo(ConnectorError.LOST);
                assertThat(Duration.between(silent, Instant.now())).isLessThan(Duration.ofSeconds(10));
            } finally {
                signal("-CONT", pid);
            }
        }
    }

    private void cut(String connection) {
        try {
            source.execute("kill " + connection);
        } catch (IllegalStateException ended) {
            // a follower of another test that was just leaving
            assertThat(ended).hasMessageContaining("Unknown thread id");
        }
    }

    private static void signal(String which, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", which, pid).inheritIO().start().waitFor())
                .isZero();
    }

    private void pupils() {
        source.execute("create table p (id int primary key, name varchar(5000), n numeric(8,2))");
    }

    private void everyType() {
        source.execute("""
                create table a (k int primary key, a tinyint, a1 tinyint unsigned, a2 smallint unsigned,
                    a3 mediumint unsigned, a4 int unsigned, a5 bigint, b bigint unsigned, c tinyint(1), d bit(1),
                    e bit(12), e1 bit(64), f decimal(30,10), g float, h double, g1 float(7,2), i year, j date,
                    j1 date not null, l time, l1 time(6), m datetime, m1 datetime(6), n timestamp(3) null,
                    n1 timestamp null, o char(5), o1 varchar(20), o2 varchar(20) character set latin1,
                    o3 text character set utf16, o4 varchar(20) character set tis620, o5 longtext, p json,
                    q enum('Nam','Nữ'), r set('a','b','c'), s varbinary(8), s1 binary(6), t blob, u uuid,
                    v inet6, v1 inet4)""", """
                insert into a values (1, -1, 255, 65535, 16777215, 4294967295, -9223372036854775808,
                    18446744073709551615, 1, b'1', b'101', x'8000000000000001', 12345678901234567890.0123456789, 1.1,
                    0.1, 12345.678, 2026, '2024-02-29', '2024-02-29', '23:59:59', '00:00:00.000001',
                    '2024-01-02 03:04:05', '2024-01-02 03:04:05.678901', '2024-01-02 03:04:05.678',
                    '2024-06-01 00:00:00', 'ab', 'Nguyễn 😀', 'café €', 'Hoà', 'ก', 'Trần', '{"a": [1, "ơ"]}', 'Nữ',
                    'a,c', x'00ff00', x'01020000', x'00', '123e4567-e89b-12d3-a456-426655440000', '2001:db8::1',
                    '10.0.0.0')""", """
                insert into a (k, j1) values (2, '0001-01-01')""", """
                insert into a (k, j1, g, h, i, o1, u, v, c, l1, n, f, q, r, p) values
                    (3, '9999-12-31', 16777216, 123456789.123456789, 0, concat('Hoa', unhex('CC80')),
                     '018f4567-e89b-7abc-8456-426655440000', '::', 0, '12:34:56.999999', '2038-01-19 03:14:07.999', -0.5,
                     1, '', 'null')""", """
                insert into a (k, j1, g, h, a, l) values (4, '2024-01-01', 3.4e38, 1e300, 127, '100:00:00')""", """
                insert into a (k, j1, g, h, c) values (5, '2024-01-01', 1e-10, 2.5e-7, 7)""", """
                insert into a (k, j1, h, n1) values (6, '2024-01-01', 3.141592653589793, '1970-01-01 00:00:01')""");
        zeros("insert into a (k, j1) values (7, '0000-00-00')");
        zeros("insert into a (k, j1, j) values (8, '2024-01-01', '0000-00-00')");
        zeros("insert into a (k, j1, m1) values (9, '2024-01-01', '2024-00-10 00:00:00')");
        zeros("insert into a (k, j1, n) values (10, '2024-01-01', '0000-00-00 00:00:00')");
        zeros("insert into a (k, j1, l) values (11, '2024-01-01', '-01:00:00')");
        zeros("insert into a (k, j1, q) values (12, '2024-01-01', 'không có')");
    }

    private void zeros(String sql) {
        source.execute("set sql_mode = ''", sql);
    }

    private void sameByReadingAndByFollowing(Dataset from, Position start, int events) {
        List<List<@Nullable Object>> read = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(100))) {
            BatchCursor.Part part = cursor.next();
            rows(part.batch(), read);
            part.unreadable().forEach(rejection -> refused.add(words(rejection)));
        }
        FollowRequest request = new FollowRequest(follower, names(from), start, 1, 100);
        try (ChangeCursor cursor = changes().follow(from, request)) {
            Map<Object, List<@Nullable Object>> followed = new LinkedHashMap<>();
            List<String> followedRefused = new ArrayList<>();
            for (ChangeBatch batch : until(cursor, seen -> events(seen) >= events)) {
                addsUp(batch);
                List<List<@Nullable Object>> now = new ArrayList<>();
                rows(batch.rows(), now);
                now.forEach(row -> followed.put(row.get(0), row));
                batch.unreadable().forEach(rejection -> followedRefused.add(words(rejection)));
            }
            assertThat(new ArrayList<>(followed.values()))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(read);
            assertThat(followedRefused).containsExactlyInAnyOrderElementsOf(refused);
        }
    }

    private static String words(Rejection rejection) {
        return rejection.field() + " " + rejection.code();
    }

    /** Follows until the table got another shape; gives the last position before that is said. */
    private Position reshaped(Position start, Dataset dataset, String expected) {
        List<ChangeBatch> seen = new ArrayList<>();
        try (ChangeCursor cursor = follow(start, dataset)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            ChangeBatch next = cursor.next(PATIENCE);
                            assertThat(next).isNotNull();
                            seen.add(next);
                        }
                    })
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ChangesError.RESHAPED);
        }
        assertThat(lastOf(seen)).containsExactly(expected);
        return seen.get(seen.size() - 1).position();
    }

    @Test
    void aColumnThatWasAwayForAWhileIsAskedForAsItIsNow() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute(
                "insert into p values (1, 'a', 1)",
                "alter table p rename column n to m",
                "insert into p values (2, 'b', 2)",
                "update p set name = 'c' where id = 1",
                "alter table p rename column m to n",
                "insert into p values (3, 'd', 3)");
        assertThat(lastOf(reshapedUntil(start, 4))).containsExactlyInAnyOrder("1 c 1.00", "2 b 2.00", "3 d 3.00");
    }

    /** Follows over changes of shape, beginning anew with each. */
    private List<ChangeBatch> reshapedUntil(Position start, int events) {
        List<ChangeBatch> seen = new ArrayList<>();
        Position after = start;
        while (events(seen) < events) {
            try (ChangeCursor cursor = follow(after)) {
                while (events(seen) < events) {
                    ChangeBatch next = cursor.next(PATIENCE);
                    assertThat(next).isNotNull();
                    seen.add(next);
                    after = next.position();
                }
            } catch (HubException reshaped) {
                assertThat(reshaped.code()).isEqualTo(ChangesError.RESHAPED);
            }
        }
        return seen;
    }

    private Changes changes() {
        return (Changes) session;
    }

    private Dataset dataset() {
        return ((Discovers) session).describe("p");
    }

    private ChangeGap.Kind gap(Position position) {
        return changes().gap(dataset(), follower, position).orElseThrow().kind();
    }

    private ChangeGap.Kind gap(BinlogPosition position) {
        return gap(position.position());
    }

    private ChangeGap.@Nullable Kind gap(BinlogPosition position, boolean none) {
        return changes()
                .gap(dataset(), follower, position.position())
                .map(ChangeGap::kind)
                .orElse(null);
    }

    private ChangeCursor follow(Position position) {
        return follow(position, dataset());
    }

    private ChangeCursor follow(Position position, Dataset dataset) {
        return changes().follow(dataset, new FollowRequest(follower, names(dataset), position, 1, 1000));
    }

    private static List<String> names(Dataset dataset) {
        return dataset.schema().columns().stream().map(column -> column.name()).toList();
    }

    private static List<ChangeBatch> until(ChangeCursor cursor, Predicate<List<ChangeBatch>> enough) {
        List<ChangeBatch> seen = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        while (!enough.test(seen)) {
            assertThat(Instant.now()).as("changes seen: %s", seen).isBefore(end);
            ChangeBatch next = cursor.next(Duration.ofMillis(100));
            if (next != null) {
                seen.add(next);
            }
        }
        return seen;
    }

    private static boolean ended(List<ChangeBatch> seen) {
        return seen.get(seen.size() - 1).position() != null;
    }

    private static long events(List<ChangeBatch> batches) {
        return batches.stream().mapToLong(ChangeBatch::events).sum();
    }

    private static void addsUp(ChangeBatch batch) {
        assertThat(batch.events())
                .isEqualTo(batch.rows().size()
                        + batch.gone().size()
                        + batch.unreadable().size()
                        + batch.superseded());
    }

    /** Each key's last state, in words. */
    private static List<String> lastOf(List<ChangeBatch> batches) {
        Map<String, String> last = new LinkedHashMap<>();
        for (ChangeBatch batch : batches) {
            words(batch.gone()).forEach(row -> last.put(row.split(" ")[0], "- " + row.split(" ")[0]));
            words(batch.rows()).forEach(row -> last.put(row.split(" ")[0], row));
        }
        return List.copyOf(last.values());
    }

    private static List<String> words(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows(batch, rows);
        return rows.stream()
                .map(row -> String.join(" ", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    private static void rows(Batch batch, List<List<@Nullable Object>> into) {
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < batch.schema().size(); column++) {
                values.add(batch.value(row, column));
            }
            into.add(values);
        }
    }
}
