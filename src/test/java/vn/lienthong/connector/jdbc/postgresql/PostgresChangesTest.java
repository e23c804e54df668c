package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.testing.TestPostgres;

class PostgresChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestTarget source = new TestTarget();
    private final String follower = "follower-" + Long.toHexString(System.nanoTime());
    private final Session session = new PostgresType().open(source.opening());

    @AfterEach
    void leaveNoSlotBehind() {
        changes().retire(follower);
        session.close();
    }

    @Test
    void insertsUpdatesKeyUpdatesAndDeletesArriveAsWhatHoldsInTheEnd() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        source.run("insert into p values (1, 'một', 1), (2, 'hai', 2), (3, 'ba', 3)");
        Position start = changes().prepare(dataset(), follower);
        source.run("insert into p values (4, 'bốn', 4.50)");
        source.run("update p set name = 'Nguyễn' where id = 1");
        source.run("update p set id = 20 where id = 2");
        source.run("delete from p where id = 3");
        source.run("update p set n = n + 1 where id = 1");
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) >= 6);
            assertThat(events(batches)).isEqualTo(6);
            assertThat(lastOf(batches))
                    .containsExactlyInAnyOrder("4 bốn 4.50", "1 Nguyễn 2.00", "20 hai 2.00", "- 2", "- 3");
            batches.forEach(PostgresChangesTest::addsUp);
            assertThat(batches.get(batches.size() - 1).committedAt()).isBeforeOrEqualTo(Instant.now());
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAndWhatIsDoesNot() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position position = changes().prepare(dataset(), follower);
        source.run("insert into p values (1, 'a', 1)");
        try (ChangeCursor cursor = follow(position)) {
            assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("1 a 1.00");
        }
        source.run("insert into p values (2, 'b', 2)");
        Position after;
        try (ChangeCursor cursor = follow(position)) {
            List<ChangeBatch> again = until(cursor, seen -> events(seen) == 2);
            assertThat(lastOf(again)).containsExactlyInAnyOrder("1 a 1.00", "2 b 2.00");
            after = again.get(again.size() - 1).position();
            cursor.acknowledge(after);
        }
        source.run("insert into p values (3, 'c', 3)");
        assertThat(changes().gap(dataset(), follower, after)).isEmpty();
        try (ChangeCursor cursor = follow(after)) {
            assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("3 c 3.00");
        }
    }

    @Test
    void everyTypeIsTheSameByReadingAndByFollowing() {
        PostgresTypesTest.tables(source);
        Dataset from = ((Discovers) session).describe("public.a");
        Position start = changes().prepare(from, follower);
        source.run("update a set id = id + 100");
        List<List<@Nullable Object>> read = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(100))) {
            rows(cursor.next().batch(), read);
        }
        FollowRequest request = new FollowRequest(follower, names(from), start, 1, 100);
        try (ChangeCursor cursor = changes().follow(from, request)) {
            List<List<@Nullable Object>> followed = new ArrayList<>();
            until(cursor, seen -> events(seen) == 8).forEach(batch -> rows(batch.rows(), followed));
            assertThat(followed)
                    .hasSize(4)
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(read);
        }
    }

    @Test
    void aTextOfDecomposedLettersIsTheSameByReadingAndByFollowing() {
        String apart = "Tr\u1ea7n Th\u1ecb Hoa\u0300 Nguye\u0302\u0303n";
        source.run(
                "create table a (id int primary key, t text, v varchar(40), c char(40), j json, jb jsonb, l text[])");
        source.run(
                "insert into a values (1, '%1$s', '%1$s', '%1$s', '{\"k\": \"%1$s\"}', '{\"k\": \"%1$s\"}', array['%1$s'])"
                        .formatted(apart));
        Dataset from = ((Discovers) session).describe("public.a");
        Position start = changes().prepare(from, follower);
        source.run("update a set id = 2");
        List<List<@Nullable Object>> read = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(100))) {
            rows(cursor.next().batch(), read);
        }
        assertThat(read.get(0).get(1)).isEqualTo(Normalizer.normalize(apart, Normalizer.Form.NFC));
        try (ChangeCursor cursor = follow(start, from)) {
            List<List<@Nullable Object>> followed = new ArrayList<>();
            until(cursor, seen -> events(seen) == 2).forEach(batch -> rows(batch.rows(), followed));
            assertThat(followed).usingRecursiveFieldByFieldElementComparator().isEqualTo(read);
        }
    }

    @Test
    void aLargeValueThatDidNotChangeIsThereAllTheSame() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        source.run("alter table p alter column name set storage external");
        source.run(
                "insert into p values (1, repeat('đ', 5000), 1), (2, repeat('ơ', 5000), 1), (3, repeat('ư', 5000), 1)");
        Position start = changes().prepare(dataset(), follower);
        source.run("update p set n = 2");
        source.run("delete from p where id = 2");
        source.run("update p set id = 30 where id = 3"); // of the row before only its key comes
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 6);
            assertThat(lastOf(batches))
                    .containsExactlyInAnyOrder(
                            "1 " + "đ".repeat(5000) + " 2.00", "- 2", "- 3", "30 " + "ư".repeat(5000) + " 2.00");
            batches.forEach(PostgresChangesTest::addsUp);
        }
    }

    @Test
    void aTransactionLargerThanABatchHasOneEndOnly() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        source.run("insert into p select i, 'x', i from generate_series(1, 2500) i");
        try (ChangeCursor cursor =
                changes().follow(dataset(), new FollowRequest(follower, names(dataset()), start, 1, 1000))) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 2500 && ended(seen));
            assertThat(batches.stream()
                            .filter(batch -> batch.position() != null)
                            .count())
                    .isEqualTo(1);
            assertThat(batches.get(0).rows().size()).isEqualTo(1000);
            assertThat(batches.get(0).rows().ordinal(999)).isEqualTo(1000);
        }
    }

    @Test
    void anEmptiedTableComesAlone() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        source.run("insert into p values (1, 'a', 1)");
        source.run("truncate p");
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 2 && ended(seen));
            assertThat(batches.stream().filter(ChangeBatch::truncated))
                    .singleElement()
                    .satisfies(batch -> {
                        assertThat(batch.rows().size()).isZero();
                        assertThat(batch.position()).isNull();
                    });
        }
    }

    @Test
    void aQuietTableHoldsNoLogBack() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        source.run("create table other (id int)");
        Position start = changes().prepare(dataset(), follower);
        try (ChangeCursor cursor = follow(start)) {
            source.run("insert into other select generate_series(1, 20000)");
            List<ChangeBatch> batches = until(cursor, seen -> !seen.isEmpty());
            assertThat(events(batches)).isZero();
            Position moved = batches.get(0).position();
            assertThat(FollowPosition.of(moved).number())
                    .isGreaterThan(FollowPosition.of(start).number());
            cursor.acknowledge(moved);
            org.awaitility.Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            changes().backlog(follower).behindBytes())
                    .isLessThan(1_000_000));
        }
    }

    @Test
    void aSlotThatWasAdvancedDroppedOrMadeAnewIsAGap() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        assertThat(changes().gap(dataset(), follower, start)).isEmpty();
        source.run("insert into p values (1, 'a', 1)");
        source.run("select pg_replication_slot_advance('" + SourceSlot.name(follower) + "', pg_current_wal_lsn())");
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.SLOT_AHEAD);
        source.run("select pg_drop_replication_slot('" + SourceSlot.name(follower) + "')");
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.SLOT_MISSING);
        source.run("select pg_create_logical_replication_slot('" + SourceSlot.name(follower) + "', 'pgoutput')");
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.SLOT_AHEAD);
    }

    @Test
    void anotherServerAndARestoredOneAreGaps() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        FollowPosition start = FollowPosition.of(changes().prepare(dataset(), follower));
        assertThat(gap(new FollowPosition(
                                "1", 1, start.slot(), start.publication(), start.lsn(), false, null, null, null, null)
                        .position()))
                .isEqualTo(ChangeGap.Kind.OTHER_SERVER);
        assertThat(gap(start.at(start.number() + (1L << 40)).position())).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
        assertThat(gap(new FollowPosition(
                                start.system(),
                                7,
                                start.slot(),
                                start.publication(),
                                start.lsn(),
                                false,
                                null,
                                null,
                                null,
                                null)
                        .position()))
                .isEqualTo(ChangeGap.Kind.HISTORY_BRANCHED);
    }

    @Test
    void theGateWantsTheMarkToBeToldUntilTheSlotIsBeyondIt() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        FollowPosition start = FollowPosition.of(changes().prepare(dataset(), follower));
        source.run("insert into p values (1, 'a', 1)");
        assertThat(changes().gap(dataset(), follower, start.position())).isEmpty();
        LogMark other = new LogMark("other", start.mark().before());
        assertThat(gap(start.looking(start.reached(), other).position())).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);

        source.run("select pg_replication_slot_advance('" + SourceSlot.name(follower) + "', pg_current_wal_lsn())");
        FollowPosition moved = FollowPosition.of(
                changes().end(start.looking(start.reached(), other).position()));
        assertThat(moved.mark()).isEqualTo(other);
        assertThat(changes().gap(dataset(), follower, moved.position())).isEmpty();
    }

    @Test
    void theFirstChangeThatArrivesTakesThePlaceOfTheMark() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        source.run("insert into p values (1, 'a', 1)");
        try (ChangeCursor cursor = follow(start)) {
            List<ChangeBatch> seen = until(cursor, batches -> events(batches) == 1 && ended(batches));
            FollowPosition after = FollowPosition.of(seen.get(seen.size() - 1).position());
            assertThat(after.mark()).isNull();
            assertThat(after.seen()).isNull();
            assertThat(after.last().nothing()).isFalse();
        }
    }

    /** A mark that a server loses when it only falls over would be a gap where there is none. */
    @Test
    void theMarkIsOnDiskWhereCommitsDoNotWaitForIt() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        source.run("do $$ begin execute format('alter database %I set synchronous_commit = off', current_database());"
                + " end $$");
        source.run("alter system set wal_writer_delay = '10s'");
        source.run("select pg_reload_conf()");
        try {
            FollowPosition start = FollowPosition.of(changes().prepare(dataset(), follower));
            assertThat(changes().gap(dataset(), follower, start.position())).isEmpty();
            LogMark other = new LogMark("other", start.mark().before());
            assertThat(gap(start.looking(start.reached(), other).position())).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
        } finally {
            source.run("alter system reset wal_writer_delay");
            source.run("select pg_reload_conf()");
        }
    }

    @Test
    void aUserWhoMayWriteNoMarkFollowsWithoutOne() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        String user = "unmarked_" + System.nanoTime();
        source.run("create user " + user + " password 'p' replication");
        source.run("alter table p owner to " + user);
        source.run("do $$ begin execute format('grant create on database %I to " + user
                + "', current_database()); end $$");
        source.run(
                "do $$ begin execute 'revoke execute on function ' || (select string_agg(oid::regprocedure::text, ', ')"
                        + " from pg_proc where proname = 'pg_logical_emit_message') || ' from public'; end $$");
        try (Session unmarked = new PostgresType()
                .open(source.opening(user, "p", TestPostgres.server().port()))) {
            Changes changes = (Changes) unmarked;
            Position start = changes.prepare(dataset(), follower);
            assertThat(FollowPosition.of(start).mark()).isNull();
            assertThat(FollowPosition.of(start).seen()).isNotNull();
            assertThat(changes.gap(dataset(), follower, start)).isEmpty();
        }
    }

    @Test
    void aTableTakenOutOfThePublicationStopsFollowingEvenWhenItIsPutBack() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        try (ChangeCursor cursor = follow(start)) {
            source.run("alter publication " + SourceSlot.name(follower) + " drop table p");
            source.run("alter publication " + SourceSlot.name(follower) + " add table p");
            assertThatThrownBy(() -> until(cursor, seen -> false))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ChangesError.GAP);
        }
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.NOT_PUBLISHED);
    }

    /** The server has no word about it, and its own patience is a minute. */
    @Test
    void aSenderThatNoLongerListensIsFoundOut() throws Exception {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        try (ChangeCursor cursor = follow(start)) {
            source.run("insert into p values (1, 'a', 1)");
            until(cursor, seen -> events(seen) == 1);
            String sender = source.rows("select active_pid::text from pg_replication_slots where slot_name = '"
                            + SourceSlot.name(follower) + "'")
                    .get(0)
                    .get(0);
            Instant silent = Instant.now();
            signal("-STOP", sender);
            try {
                assertThatThrownBy(() -> until(cursor, seen -> false))
                        .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                        .extracting(HubException::code)
                        .isEqualTo(ConnectorError.LOST);
                assertThat(Duration.between(silent, Instant.now())).isLessThan(Duration.ofSeconds(10));
            } finally {
                signal("-CONT", sender);
            }
        }
    }

    private static void signal(String which, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", which, pid).inheritIO().start().waitFor())
                .isZero();
    }

    @Test
    void aTableWhoseChangesDoNotCarryItsKeyIsRefusedBeforeAnythingIsMade() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        source.run("alter table p replica identity nothing");
        assertThatThrownBy(() -> changes().prepare(dataset(), follower))
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ChangesError.IDENTITY);
                    assertThat(refused.remedy().en()).contains("REPLICA IDENTITY FULL");
                });
        assertThat(source.rows("select * from pg_publication")).isEmpty();
    }

    @Test
    void aMappedColumnThatIsGoneIsNamedAndAnAddedOneIsPassedOver() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Dataset before = dataset();
        Position start = changes().prepare(before, follower);
        source.run("insert into p values (1, 'a', 1)");
        source.run("alter table p add column more text");
        source.run("insert into p values (2, 'b', 2, 'c')");
        source.run("alter table p drop column n");
        source.run("insert into p values (3, 'c')");
        assertThatThrownBy(() -> {
                    try (ChangeCursor cursor = follow(start, before)) {
                        until(cursor, seen -> false);
                    }
                })
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(failed -> assertThat(failed.problem().en()).contains("- n"));
    }

    @Test
    void aColumnThatWasAwayForAWhileIsAskedForAsItIsNow() {
        source.run("create table p (id int primary key, name text, n numeric(8,2))");
        Position start = changes().prepare(dataset(), follower);
        source.run("insert into p values (1, 'a', 1)");
        source.run("alter table p rename column n to m");
        source.run("insert into p values (2, 'b', 2)");
        source.run("update p set name = 'c' where id = 1");
        source.run("alter table p rename column m to n");
        source.run("insert into p values (3, 'd', 3)");
        assertThat(lastOf(reshapedUntil(start, 4))).containsExactlyInAnyOrder("1 c 1.00", "2 b 2.00", "3 d 3.00");
    }

    /** Follows over changes of shape, beginning anew with each. */
    private List<ChangeBatch> reshapedUntil(Position start, int events) {
        List<ChangeBatch> seen = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        Position after = start;
        while (events(seen) < events) {
            try (ChangeCursor cursor = follow(after)) {
                while (events(seen) < events) {
                    assertThat(Instant.now()).isBefore(end);
                    ChangeBatch next = cursor.next(Duration.ofMillis(100));
                    if (next != null) {
                        seen.add(next);
                        after = next.position();
                    }
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
        return ((Discovers) session).describe("public.p");
    }

    private ChangeGap.Kind gap(Position position) {
        return changes().gap(dataset(), follower, position).orElseThrow().kind();
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
        Map<String, String> last = new java.util.LinkedHashMap<>();
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
