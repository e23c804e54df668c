package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.testing.TestPostgres;

class PostgresReadTest {
    private final TestTarget target = new TestTarget();

    @Test
    void aMissingRightIsNamedOnceAndItsGrantStandsInTheRemedyOnly() {
        target.run("create table pupils (id int primary key)");
        String user = "poor_" + System.nanoTime();
        target.run("create user " + user + " password 'p'");
        target.run("grant insert on pupils to " + user);
        Dataset pupils;
        try (Session session = new PostgresType().open(target.opening())) {
            pupils = ((Discovers) session).describe("public.pupils");
        }
        try (Session session = new PostgresType()
                .open(target.opening(user, "p", TestPostgres.server().port()))) {
            assertThatThrownBy(() -> {
                        try (BatchCursor cursor = ((Reads) session).read(pupils, ReadRequest.snapshot(10))) {
                            cursor.next();
                        }
                    })
                    .isInstanceOfSatisfying(HubException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ConnectorError.RIGHT_MISSING);
                        assertThat(refused.problem().en())
                                .endsWith("lacks the right: SELECT ON \"public\".\"pupils\".");
                        assertThat(refused.remedy().en())
                                .contains("GRANT SELECT ON \"public\".\"pupils\" TO \"" + user + "\";");
                    });
        }
    }

    @Test
    void textKeysComeInTheOrderOfTheirBytesWhateverTheirCollation() {
        target.run("create table words (w text collate \"und-x-icu\", n int, primary key (w, n))");
        target.run(
                "insert into words select w, n from unnest(array['a', 'B', 'á', 'Z', 'đ', 'Đ', 'quote''s', 'back\\slash', 'zz']) w, generate_series(1, 3) n");
        try (Session session = new PostgresType().open(target.opening())) {
            List<String> keys = new ArrayList<>();
            Position position = null;
            boolean more = true;
            while (more) {
                try (BatchCursor cursor = read(session, "public.words", null, position, 4, Duration.ZERO)) {
                    assertThat(cursor.ordered()).isTrue();
                    BatchCursor.Part part = cursor.next();
                    more = part != null;
                    if (part != null) {
                        position = part.position();
                        for (int row = 0; row < part.batch().size(); row++) {
                            keys.add(part.batch().value(row, 0) + "/"
                                    + part.batch().value(row, 1));
                        }
                    }
                }
            }
            assertThat(keys).hasSize(27).doesNotHaveDuplicates();
            List<String> sorted = new ArrayList<>(keys);
            sorted.sort(Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
            assertThat(keys).isEqualTo(sorted);
        }
    }

    @Test
    void aKeyThatIsDecomposedInTheSourceStillResumes() {
        target.run("create table marks (w text primary key)");
        target.run("insert into marks values (E'e\\u0301a'), (E'e\\u0301b'), ('z'), (E'u\\u031Bx')");
        try (Session session = new PostgresType().open(target.opening())) {
            List<Object> words = new ArrayList<>();
            Position position = null;
            for (int i = 0; i < 4; i++) {
                try (BatchCursor cursor = read(session, "public.marks", null, position, 1, Duration.ZERO)) {
                    BatchCursor.Part part = cursor.next();
                    words.add(part.batch().value(0, 0));
                    position = part.position();
                }
            }
            assertThat(words).containsExactly("éa", "éb", "ưx", "z");
        }
    }

    @Test
    void anIncrementalReadStopsBeforeTheOldestOpenTransaction() throws SQLException {
        target.run("create table changes (id int primary key, at timestamptz default now())");
        target.run("insert into changes select g, now() - interval '1 hour' from generate_series(1, 5) g");
        String database = target.opening().settings().text("database");
        try (Connection slow = TestPostgres.database(database).getConnection();
                Session session = new PostgresType().open(target.opening())) {
            slow.setAutoCommit(false);
            try (var statement = slow.createStatement()) {
                statement.execute("insert into changes values (10)");
            }
            target.run("insert into changes values (11)");
            BatchCursor.Part first;
            try (BatchCursor cursor = read(session, "public.changes", "at", null, 100, Duration.ZERO)) {
                assertThat(cursor.caveat()).isEmpty();
                first = cursor.next();
                assertThat(ids(first)).containsExactly(1L, 2L, 3L, 4L, 5L);
                assertThat(cursor.next()).isNull();
            }
            slow.commit();
            try (BatchCursor cursor = read(session, "public.changes", "at", first.position(), 100, Duration.ZERO)) {
                assertThat(ids(cursor.next())).containsExactly(10L, 11L);
            }
        }
    }

    /** Until this was refused, such rows arrived at no time and no count showed it. */
    @Test
    void anIncrementalReadRefusesRowsItWouldNeverSee() throws SQLException {
        target.run("create table unseen (id int primary key, at timestamptz)");
        target.run("insert into unseen values (1, now() - interval '1 hour'), (2, null)");
        try (Session session = new PostgresType().open(target.opening())) {
            assertThatThrownBy(() -> read(session, "public.unseen", "at", null, 100, Duration.ZERO))
                    .isInstanceOfSatisfying(HubException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ConnectorError.CURSOR_EMPTY);
                        assertThat(refused.problem().en()).contains("unseen", "at");
                    });
            target.run("update unseen set at = now() - interval '1 hour' where at is null");
            try (BatchCursor cursor = read(session, "public.unseen", "at", null, 100, Duration.ZERO)) {
                assertThat(ids(cursor.next())).containsExactly(1L, 2L);
            }
        }
    }

    @Test
    void withoutTheRightToSeeOpenTransactionsTheReadSaysWhatItMayMiss() {
        target.run("create table seen (id int primary key, at timestamptz default now() - interval '1 hour')");
        target.run("insert into seen values (1)");
        String user = "blind_" + System.nanoTime();
        target.run("create user " + user + " password 'blind'; grant select on seen to " + user);
        try (Session session = new PostgresType()
                        .open(target.opening(
                                user, "blind", TestPostgres.server().port()));
                BatchCursor cursor = read(session, "public.seen", "at", null, 100, Duration.ofSeconds(30))) {
            assertThat(ids(cursor.next())).containsExactly(1L);
            assertThat(cursor.caveat().orElseThrow().en()).startsWith("May miss commits later than");
        }
    }

    @Test
    void aColumnThatIsGoneIsNamed() {
        target.run("create table shrinking (id int primary key, gone text)");
        try (Session session = new PostgresType().open(target.opening())) {
            Dataset before = ((Discovers) session).describe("public.shrinking");
            target.run("alter table shrinking drop column gone");
            assertThatThrownBy(() -> ((Reads) session).read(before, ReadRequest.snapshot(10)))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(ConnectorError.DATASET_CHANGED);
                        assertThat(error.getMessage()).contains("gone");
                    });
        }
    }

    @Test
    void aReaderCannotWrite() throws SQLException {
        target.run("create table safe (id int)");
        PostgresFailures failures = new PostgresFailures(target.opening());
        try (PostgresConnections connections = new PostgresConnections(target.opening(), failures)) {
            Connection reader = connections.reader();
            reader.setAutoCommit(false);
            assertThatThrownBy(() -> {
                        try (var statement = reader.createStatement()) {
                            statement.execute("insert into safe values (1)");
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void discoveryKnowsViewsPartitionsEstimatesAndCursors() {
        target.run(
                "create table part (id int, y int not null, at timestamptz not null, primary key (id, y)) partition by list (y)");
        target.run("create table part_1 partition of part for values in (1)");
        target.run("create index on part (at)");
        target.run("create view v as select id, at from part");
        target.run("create table keyless (a text, b int not null unique, c timestamp)");
        target.run("insert into keyless select g::text, g from generate_series(1, 100) g; analyze keyless");
        try (Session session = new PostgresType().open(target.opening())) {
            Map<String, Dataset> found = new HashMap<>();
            ((Discovers) session).discover().forEach(dataset -> found.put(dataset.from(), dataset));
            assertThat(found).containsOnlyKeys("public.part", "public.v", "public.keyless");
            assertThat(found.get("public.part").key()).containsExactly("id", "y");
            assertThat(found.get("public.part").cursors()).contains(new Dataset.CursorCandidate("at", true, false));
            assertThat(found.get("public.v").key()).isEmpty();
            assertThat(found.get("public.keyless").key()).containsExactly("b");
            assertThat(found.get("public.keyless").rowEstimate()).isEqualTo(100);
            assertThat(found.get("public.keyless").cursors()).contains(new Dataset.CursorCandidate("c", false, true));
        }
    }

    private static List<Long> ids(BatchCursor.@Nullable Part part) {
        List<Long> ids = new ArrayList<>();
        for (int row = 0; part != null && row < part.batch().size(); row++) {
            ids.add((Long) part.batch().value(row, 0));
        }
        return ids;
    }

    private static BatchCursor read(
            Session session, String from, @Nullable String cursor, @Nullable Position after, int rows, Duration lag) {
        ReadRequest.Kind kind = cursor == null ? ReadRequest.Kind.SNAPSHOT : ReadRequest.Kind.INCREMENTAL;
        return ((Reads) session)
                .read(
                        ((Discovers) session).describe(from),
                        new ReadRequest(kind, List.of(), cursor, after, 1, rows, lag));
    }
}
