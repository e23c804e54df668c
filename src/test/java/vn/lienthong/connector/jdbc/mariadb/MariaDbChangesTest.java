package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.connector.Followed.ended;
import static vn.lienthong.connector.Followed.events;
import static vn.lienthong.connector.Followed.lastOf;
import static vn.lienthong.connector.Followed.names;
import static vn.lienthong.connector.Followed.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Followed;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;

/** What a follower of MariaDB is told, and how it notices that nobody tells it any more. */
class MariaDbChangesTest extends FollowedServer {
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
            batches.forEach(Followed::addsUp);
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
        assertThat(gap(after)).isNull();
        try (ChangeCursor cursor = follow(after)) {
            assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("3 c 3.00");
        }
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
            assertThat(gap(batches.get(batches.size() - 1).position())).isNull();
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
                assertThat(gap(batch.position())).isNull();
            }
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
        assertThat(gap(half)).isNull();
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
}
