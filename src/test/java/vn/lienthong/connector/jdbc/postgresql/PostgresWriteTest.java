package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Discovers;
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
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.TestPostgres;

class PostgresWriteTest {
    private static final Schema SCHEMA = new Schema(List.of(
            Column.of("id", ValueType.INTEGER),
            Column.of("name", ValueType.TEXT),
            Column.of("source", ValueType.TEXT)));

    private final TestTarget target = new TestTarget();

    @Test
    void aKeyThatStandsOutsideTheScopeIsUpdatedNotRejected() {
        target.run("create table t (id int primary key, name text, source text)");
        target.run("insert into t values (2, 'Hai', 'elsewhere')");
        WriteResult result =
                run(request(Mode.UPSERT, Deletes.KEEP, null, Map.of("source", "here"), true), 1, numbered(1, 3));
        assertThat(result.verdicts()).containsExactly(Verdict.INSERTED, Verdict.UPDATED, Verdict.INSERTED);
        assertThat(target.rows("select id, name, source from t order by id"))
                .containsExactly(
                        List.of("1", "row 1", "here"), List.of("2", "row 2", "here"), List.of("3", "row 3", "here"));
    }

    @Test
    void rowsTheServerRefusesAreFoundAndTheOthersGoOn() {
        target.run(
                "create table known (name text primary key); insert into known select 'row ' || g from generate_series(1, 300) g");
        target.run(
                "create table t (id int primary key check (id <> 17), name text unique references known, source text)");
        target.run("insert into t values (1000, 'row 99', 'x')");
        target.run("delete from known where name = 'row 250'");
        WriteResult result = run(request(Mode.UPSERT, Deletes.KEEP, null, Map.of(), true), 1, numbered(1, 300));
        assertThat(result.rejected())
                .extracting(Rejection::ordinal, Rejection::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(17L, "target.check"),
                        org.assertj.core.groups.Tuple.tuple(99L, "target.unique"),
                        org.assertj.core.groups.Tuple.tuple(250L, "target.reference"));
        assertThat(target.rows("select count(*) from t")).containsExactly(List.of("298"));
    }

    @Test
    void aConstraintCheckedAtCommitRefusesItsRowOnly() {
        target.run("create table t (id int primary key, name text unique deferrable initially deferred, source text)");
        target.run("insert into t values (1000, 'row 2', 'x')");
        WriteResult result = run(request(Mode.UPSERT, Deletes.KEEP, null, Map.of(), true), 1, numbered(1, 3));
        assertThat(result.verdicts()).containsExactly(Verdict.INSERTED, Verdict.REJECTED, Verdict.INSERTED);
    }

    @Test
    void onePercentOfPoisonSinksNobodyElse() {
        target.run("create table t (id int primary key check (id % 100 <> 0), name text, source text)");
        WriteResult result = run(request(Mode.APPEND, Deletes.KEEP, null, Map.of(), false), 1, numbered(1, 2000));
        assertThat(result.rejected()).hasSize(20);
        assertThat(target.rows("select count(*) from t")).containsExactly(List.of("1980"));
    }

    @Test
    void rowsThatLeaveTheOrderAreStillComparedRightly() {
        target.run("create table t (id int primary key, name text, source text)");
        run(request(Mode.UPSERT, Deletes.KEEP, null, Map.of(), true), 1, numbered(1, 10));
        List<@Nullable Object[]> rows = new ArrayList<>(numbered(4, 6));
        rows.addAll(numbered(2, 3));
        rows.get(4)[1] = "other";
        try (Session session = new PostgresType().open(target.opening());
                Writer writer = writer(session, request(Mode.UPSERT, Deletes.DELETE, null, Map.of(), true), 2)) {
            assertThat(writer.write(RowBatch.of(SCHEMA, rows, 1)).verdicts())
                    .containsExactly(
                            Verdict.UNCHANGED,
                            Verdict.UNCHANGED,
                            Verdict.UNCHANGED,
                            Verdict.UNCHANGED,
                            Verdict.UPDATED);
            assertThat(writer.absent(0).count()).isEqualTo(5);
            writer.deleteAbsent();
            writer.commit(null, Counts.NONE);
        }
        assertThat(target.rows("select string_agg(id::text, ',' order by id) from t"))
                .containsExactly(List.of("2,3,4,5,6"));
    }

    @Test
    void absentRowsAreMarkedOnceAndUnmarkedWhenTheyComeBack() {
        target.run("create table t (id int primary key, name text, source text, gone boolean)");
        WriteRequest request = request(Mode.UPSERT, Deletes.MARK, "gone", Map.of(), true);
        run(request, 1, numbered(1, 3));
        for (int run = 2; run <= 3; run++) {
            try (Session session = new PostgresType().open(target.opening());
                    Writer writer = writer(session, request, run)) {
                writer.write(RowBatch.of(SCHEMA, numbered(1, 2), 1));
                assertThat(writer.deleteAbsent()).isEqualTo(run == 2 ? 1 : 0);
                writer.commit(null, Counts.NONE);
            }
        }
        assertThat(target.rows("select id, coalesce(gone, false) from t order by id"))
                .containsExactly(List.of("1", "f"), List.of("2", "f"), List.of("3", "t"));
        assertThat(run(request, 4, numbered(1, 3)).verdicts())
                .containsExactly(Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.UPDATED);
        assertThat(target.rows("select count(*) from t where gone")).containsExactly(List.of("0"));
    }

    @Test
    void aTableAlteredInMidRunStopsItAndNamesTheColumn() {
        for (String change : List.of(
                "drop column name", "alter column name type int using 1", "alter column id type text using id::text")) {
            target.run("drop table if exists t; create table t (id int primary key, name text, source text)");
            try (Session session = new PostgresType().open(target.opening());
                    Writer writer = writer(session, request(Mode.UPSERT, Deletes.KEEP, null, Map.of(), false), 1)) {
                writer.write(RowBatch.of(SCHEMA, numbered(1, 5), 1));
                writer.commit(null, Counts.NONE);
                target.run("alter table t " + change);
                assertThatThrownBy(() -> {
                            writer.write(RowBatch.of(SCHEMA, numbered(6, 9), 6));
                            writer.commit(null, Counts.NONE);
                        })
                        .as(change)
                        .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                        .extracting(HubException::code)
                        .isEqualTo(ConnectorError.DATASET_CHANGED);
            }
        }
        assertThat(target.rows("select count(*) from t")).containsExactly(List.of("5"));
    }

    @Test
    void aReplacementKeepsRightsScopeOtherColumnsAndKeptRows() {
        String user = "reader_" + System.nanoTime();
        target.run("create user " + user);
        target.run(
                "create table t (id int primary key, name text, source text, note text default 'new', n serial); create index by_name on t (name); grant select on t to "
                        + user);
        target.run(
                "insert into t values (1, 'old', 'here', 'noted'), (2, 'old', 'here', 'x'), (3, 'old', 'here', 'y'), (9, 'other', 'elsewhere', 'z')");
        WriteRequest request = request(Mode.REPLACE, Deletes.KEEP, null, Map.of("source", "here"), false);
        try (Session session = new PostgresType().open(target.opening());
                Writer writer = writer(session, request, 1)) {
            writer.write(RowBatch.of(SCHEMA, List.<@Nullable Object[]>of(new Object[] {1L, "new", "here"}), 1));
            writer.keep(RowBatch.of(
                    new Schema(List.of(Column.of("id", ValueType.INTEGER))),
                    List.<@Nullable Object[]>of(new Object[] {3L}),
                    2));
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(target.rows("select id, name, note from t order by id"))
                .containsExactly(List.of("1", "new", "noted"), List.of("3", "old", "y"), List.of("9", "other", "z"));
        assertThat(target.rows("select has_table_privilege('" + user + "', 't', 'select')"))
                .containsExactly(List.of("t"));
        assertThat(target.rows(
                        "select string_agg(indexname, ',' order by indexname) from pg_indexes where tablename = 't'"))
                .containsExactly(List.of("t_name_idx,t_pkey"));
        target.run("insert into t (id) values (50)");
        assertThat(target.rows("select tablename from pg_tables where tablename like 't\\_\\_%'"))
                .isEmpty();
    }

    @Test
    void aRowTheServerRefusesKeepsItsOldSelfInAReplacement() {
        target.run("create table t (id int primary key, name text check (name <> 'row 2'), source text)");
        target.run("insert into t values (2, 'old', 'here'), (3, 'old', 'here')");
        WriteResult result = run(request(Mode.REPLACE, Deletes.KEEP, null, Map.of(), false), 1, numbered(1, 2));
        assertThat(result.verdicts()).containsExactly(Verdict.INSERTED, Verdict.REJECTED);
        assertThat(target.rows("select id, name from t order by id"))
                .containsExactly(List.of("1", "row 1"), List.of("2", "old"));
    }

    @Test
    void aTableThatAViewLeansOnIsNotReplaced() {
        target.run(
                "create table t (id int primary key, name text, source text); create view names as select name from t");
        try (Session session = new PostgresType().open(target.opening())) {
            assertThatThrownBy(() -> writer(session, request(Mode.REPLACE, Deletes.KEEP, null, Map.of(), false), 1))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(ConnectorError.WRITE_MODE_UNSUPPORTED);
                        assertThat(error.getMessage()).contains("view names");
                    });
        }
    }

    @Test
    void withoutTheRightToMakeATableTheHubKeepsThePosition() {
        target.run("create table t (id int primary key, name text, source text)");
        String user = "writer_" + System.nanoTime();
        target.run("create user " + user + " password 'w'; grant select, insert, update on t to " + user);
        try (Session session = new PostgresType()
                        .open(target.opening(user, "w", TestPostgres.server().port()));
                Writer writer = writer(session, request(Mode.UPSERT, Deletes.KEEP, null, Map.of(), true), 1)) {
            assertThat(writer.keepsCheckpoint()).isFalse();
            writer.write(RowBatch.of(SCHEMA, numbered(1, 3), 1));
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(target.rows("select count(*) from t")).containsExactly(List.of("3"));
    }

    private WriteResult run(WriteRequest request, long run, List<@Nullable Object[]> rows) {
        try (Session session = new PostgresType().open(target.opening());
                Writer writer = writer(session, request, run)) {
            Batch batch = RowBatch.of(SCHEMA, rows, 1);
            WriteResult result = writer.write(batch);
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
            return result;
        }
    }

    private static Writer writer(Session session, WriteRequest request, long run) {
        Writer writer = ((Writes) session).writer(((Discovers) session).describe("public.t"), request);
        writer.takeOver();
        writer.begin(run, null, null);
        return writer;
    }

    private static WriteRequest request(
            Mode mode, Deletes deletes, @Nullable String mark, Map<String, Object> scope, boolean ordered) {
        return new WriteRequest(
                new JobName("job"),
                SCHEMA,
                mode == Mode.APPEND ? List.of() : List.of("id"),
                mode,
                deletes,
                mark,
                scope,
                ordered,
                false);
    }

    private static List<@Nullable Object[]> numbered(int from, int to) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (long i = from; i <= to; i++) {
            rows.add(new Object[] {i, "row " + i, "here"});
        }
        return rows;
    }
}
