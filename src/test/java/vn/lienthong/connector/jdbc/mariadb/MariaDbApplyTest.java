package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.AppliesChanges;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

class MariaDbApplyTest {
    private static final Schema ROWS =
            new Schema(List.of(Column.of("code", ValueType.TEXT), Column.of("name", ValueType.TEXT)));

    private final TestDatabase database = TestDatabase.create();

    @Test
    void onlyTheRowOfExactlyThisKeyGoesAndEveryKeyHasItsVerdict() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20)) collate utf8mb4_unicode_ci",
                "insert into t values ('A', 'một'), ('b', 'hai'), ('c', 'ba')");
        try (Session session = open();
                ChangeWriter writer = begun(session, request(Deletes.DELETE, null, Map.of()))) {
            assertThat(writer.remove(keys("a", "b", "d", "b", "quá dài để có")).verdicts())
                    .containsExactly(
                            Verdict.UNCHANGED,
                            Verdict.UPDATED,
                            Verdict.UNCHANGED,
                            Verdict.UNCHANGED,
                            Verdict.UNCHANGED);
            assertThat(writer.remove(keys("b")).verdicts()).containsExactly(Verdict.UNCHANGED);
            writer.commit(new Position("1"), Counts.NONE);
        }
        assertThat(database.rows("select code from t order by code")).containsExactly("A", "c");
    }

    @Test
    void goneAndRowsAreOneTransactionWithTheCheckpoint() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))", "insert into t values ('1', 'cũ')");
        try (Session session = open();
                ChangeWriter writer = begun(session, request(Deletes.DELETE, null, Map.of()))) {
            writer.remove(keys("1"));
            writer.write(rows("2", "mới"));
            assertThat(database.rows("select code from t")).containsExactly("1");
            writer.rollback();
            writer.write(rows("3", "mới"));
            writer.remove(keys("1"));
            writer.commit(new Position("here"), Counts.NONE);
        }
        assertThat(database.rows("select code from t")).containsExactly("3");
        assertThat(database.rows("select position from lienthong_checkpoint")).containsExactly("here");
    }

    @Test
    void aMarkedRowStaysAndIsMarkedOnceAndComesBackUnmarked() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20), gone_at datetime null)",
                "insert into t values ('1', 'a', null), ('2', 'b', null)");
        try (Session session = open();
                ChangeWriter writer = begun(session, request(Deletes.MARK, "gone_at", Map.of()))) {
            assertThat(writer.remove(keys("1")).verdicts()).containsExactly(Verdict.UPDATED);
            assertThat(writer.remove(keys("1")).verdicts()).containsExactly(Verdict.UNCHANGED);
            writer.commit(new Position("1"), Counts.NONE);
            assertThat(database.rows("select code, gone_at is null from t order by code"))
                    .containsExactly("1|0", "2|1");
            writer.write(rows("1", "a"));
            writer.commit(new Position("2"), Counts.NONE);
        }
        assertThat(database.rows("select code, gone_at is null from t order by code"))
                .containsExactly("1|1", "2|1");
    }

    @Test
    void aRowThatOthersReferToIsRefusedAndTheRestGo() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20))",
                "create table child (code varchar(5) references t (code))",
                "insert into t values ('1', 'a'), ('2', 'b'), ('3', 'c')",
                "insert into child values ('2')");
        try (Session session = open();
                ChangeWriter writer = begun(session, request(Deletes.DELETE, null, Map.of()))) {
            WriteResult result = writer.remove(keys("1", "2", "3"));
            assertThat(result.verdicts()).containsExactly(Verdict.UPDATED, Verdict.REJECTED, Verdict.UPDATED);
            assertThat(result.rejected())
                    .extracting(Rejection::row, Rejection::code)
                    .containsExactly(tuple(1, "target.reference"));
            writer.commit(new Position("1"), Counts.NONE);
        }
        assertThat(database.rows("select code from t")).containsExactly("2");
    }

    @Test
    void nothingOutsideTheScopeIsTouched() {
        database.execute(
                "create table t (code varchar(5) primary key, name varchar(20), part int)",
                "insert into t values ('1', 'a', 1), ('2', 'b', 1), ('3', 'c', 2)");
        try (Session session = open();
                ChangeWriter writer = begun(session, request(Deletes.DELETE, null, Map.of("part", 1L)))) {
            assertThat(writer.remove(keys("3", "1")).verdicts()).containsExactly(Verdict.UNCHANGED, Verdict.UPDATED);
            assertThat(writer.removeAll()).isEqualTo(1);
            writer.commit(new Position("1"), Counts.NONE);
        }
        assertThat(database.rows("select code from t")).containsExactly("3");
    }

    private Session open() {
        return new MariaDbType().open(database.opening());
    }

    private static ChangeWriter begun(Session session, WriteRequest request) {
        ChangeWriter writer = ((AppliesChanges) session).changeWriter(((Discovers) session).describe("t"), request);
        writer.takeOver();
        writer.begin(1, null, null);
        return writer;
    }

    private static WriteRequest request(Deletes deletes, @Nullable String mark, Map<String, Object> scope) {
        return new WriteRequest(
                new JobName("job"), ROWS, List.of("code"), Mode.UPSERT, deletes, mark, scope, false, false);
    }

    private static Batch keys(String... codes) {
        return RowBatch.of(
                ROWS,
                Arrays.stream(codes)
                        .map(code -> new @Nullable Object[] {code, null})
                        .toList(),
                1);
    }

    private static Batch rows(String code, String name) {
        return RowBatch.of(ROWS, List.<@Nullable Object[]>of(new @Nullable Object[] {code, name}), 1);
    }
}
