package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** What every connector type promises of taking effect once, and of what the source no longer has. */
abstract class CheckpointContract extends WritingContract {
    @Test
    void rowsAndCheckpointCommitTogetherOrNotAtAll() {
        needsCheckpoint();
        String target = writable();
        Counts counts = new Counts(10, 10, 0, 0, 0, 0, 0);
        try (Session session = open();
                Writer writer = started(session, target, request(Mode.UPSERT), 7)) {
            writer.write(ContractRows.batch(ContractRows.read().subList(0, 5)));
            writer.write(ContractRows.batch(ContractRows.read().subList(5, 10)));
            writer.commit(new Position("ten"), counts);
            writer.write(ContractRows.batch(ContractRows.read().subList(10, 20)));
            writer.rollback();
        }
        assertThat(rowsOf(target)).isEqualTo(expected().subList(0, seenAtCommit() ? 10 : 0));
        try (Session session = open();
                Writer writer = ((Writes) session).writer(described(session, target), request(Mode.UPSERT))) {
            Checkpoint checkpoint = writer.takeOver();
            assertThat(checkpoint.run()).isEqualTo(7);
            assertThat(checkpoint.batch()).isEqualTo(1);
            assertThat(checkpoint.position()).isEqualTo(new Position("ten"));
            assertThat(checkpoint.counts()).isEqualTo(counts);
            assertThat(checkpoint.finished()).isFalse();
            assertThat(writer.knowsEveryKey()).isFalse();
            writer.write(ContractRows.batch(ContractRows.read().subList(10, 20)));
            writer.commit(new Position("twenty"), counts.plus(counts));
            writer.finish(counts.plus(counts));
        }
        assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 20));
        try (Session session = open();
                Writer writer = ((Writes) session).writer(described(session, target), request(Mode.UPSERT))) {
            Checkpoint checkpoint = writer.takeOver();
            assertThat(checkpoint.finished()).isTrue();
            assertThat(checkpoint.position()).isEqualTo(new Position("twenty"));
            assertThat(checkpoint.counts()).isEqualTo(counts.plus(counts));
        }
    }

    @Test
    void aWriterThatWasTakenOverFromCommitsNothing() {
        needsCheckpoint();
        String target = writable();
        try (Session old = open();
                Session young = open();
                Writer stale = started(old, target, request(Mode.UPSERT), 1);
                Writer fresh = ((Writes) young).writer(described(young, target), request(Mode.UPSERT))) {
            stale.write(ContractRows.batch(ContractRows.read().subList(0, 5)));
            stale.commit(new Position("five"), Counts.NONE);
            long epoch = fresh.takeOver().epoch();
            assertThatThrownBy(() -> {
                        stale.write(ContractRows.batch(ContractRows.read().subList(5, 10)));
                        stale.commit(new Position("ten"), Counts.NONE);
                    })
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.SUPERSEDED_WRITER);
            assertThat(rowsOf(target)).isEqualTo(expected().subList(0, seenAtCommit() ? 5 : 0));
            assertThat(fresh.takeOver().epoch()).isEqualTo(epoch + 1);
        }
    }

    @Test
    void aComparisonSaysWhatWouldHappenAndWritesNothing() {
        needs(Mode.UPSERT);
        String target = writable();
        run(target, request(Mode.UPSERT), 1, ContractRows.read().subList(0, 10));
        List<@Nullable Object[]> rows = ContractRows.read().subList(0, 12);
        rows.get(3)[1] = "Đã đổi";
        for (boolean ordered : new boolean[] {true, false}) {
            WriteRequest compare = new WriteRequest(
                    JOB,
                    ContractRows.SCHEMA,
                    List.of("code"),
                    Mode.UPSERT,
                    deletes() ? Deletes.DELETE : Deletes.KEEP,
                    null,
                    Map.of(),
                    ordered,
                    true);
            try (Session session = open();
                    Writer writer = ((Writes) session).writer(described(session, target), compare)) {
                Verdict[] verdicts =
                        writer.write(ContractRows.batch(rows.subList(1, 12))).verdicts();
                assertThat(verdicts[2]).isEqualTo(Verdict.UPDATED);
                assertThat(Arrays.copyOfRange(verdicts, 9, 11)).containsOnly(Verdict.INSERTED);
                assertThat(Arrays.stream(verdicts).filter(verdict -> verdict == Verdict.UNCHANGED))
                        .hasSize(8);
                Writer.Absent absent = writer.absent(5);
                assertThat(absent.count()).isEqualTo(deletes() ? 1 : 0);
                assertThat(absent.keys().size()).isEqualTo((int) absent.count());
                assertThat(deletes() ? absent.keys().value(0, 0) : "k0001").isEqualTo("k0001");
            }
            assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 10));
        }
    }

    @Test
    void rowsTheSourceNoLongerHasAreDeletedWithinTheScopeOnly() {
        needs(Mode.UPSERT);
        if (!deletes()) {
            refusesToDelete();
            return;
        }
        for (boolean ordered : new boolean[] {true, false}) {
            String target = writable();
            List<@Nullable Object[]> all = ContractRows.read().subList(0, 10);
            all.get(0)[4] = "elsewhere";
            run(target, request(Mode.UPSERT), 1, all);
            WriteRequest delete = deleting(Map.of("source", "here"), ordered);
            try (Session session = open();
                    Writer writer = started(session, target, delete, 2)) {
                assertThat(writer.targetRows()).isEqualTo(9);
                assertThat(writer.knowsEveryKey()).isTrue();
                writer.write(ContractRows.batch(all.subList(3, 6)));
                writer.keep(new RowBatch(
                        new Schema(List.of(ContractRows.SCHEMA.column(0))),
                        new Object[][] {{ContractRows.key(7)}},
                        new long[] {4}));
                writer.commit(null, Counts.NONE);
                writer.write(ContractRows.batch(all.subList(7, 9)));
                writer.commit(null, Counts.NONE);
                Writer.Absent absent = writer.absent(2);
                assertThat(absent.count()).isEqualTo(3);
                assertThat(absent.keys().size()).isEqualTo(2);
                assertThat(writer.deleteAbsent()).isEqualTo(3);
                writer.commit(null, Counts.NONE);
                writer.finish(Counts.NONE);
            }
            assertThat(rowsOf(target))
                    .extracting(row -> row.get(0))
                    .containsExactly("k0001", "k0004", "k0005", "k0006", "k0007", "k0008", "k0009");
        }
    }

    private void refusesToDelete() {
        try (Session session = open()) {
            Dataset target = described(session, writable());
            assertThatThrownBy(() -> ((Writes) session).writer(target, deleting(Map.of(), false)))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.WRITE_MODE_UNSUPPORTED);
        }
    }

    @Test
    void afterAResumeDeletesWaitForEveryKey() {
        needsCheckpoint();
        String target = writable();
        WriteRequest delete = deleting(Map.of(), true);
        run(target, request(Mode.UPSERT), 1, ContractRows.read().subList(0, 10));
        try (Session session = open();
                Writer writer = started(session, target, delete, 2)) {
            writer.write(ContractRows.batch(ContractRows.read().subList(0, 4)));
            writer.commit(new Position("four"), Counts.NONE);
        }
        try (Session session = open();
                Writer writer = ((Writes) session).writer(described(session, target), delete)) {
            writer.takeOver();
            writer.write(ContractRows.batch(ContractRows.read().subList(4, 8)));
            assertThat(writer.knowsEveryKey()).isFalse();
            writer.keep(ContractRows.batch(ContractRows.read().subList(0, 8)));
            writer.commit(new Position("eight"), Counts.NONE);
            assertThat(writer.absent(0).count()).isEqualTo(2);
            assertThat(writer.deleteAbsent()).isEqualTo(2);
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 8));
    }
}
