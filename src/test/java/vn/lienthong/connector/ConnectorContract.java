package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
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

/**
 * What every connector type promises. A type's test extends this and gives a started, seeded system; what a type cannot do it
 * says by overriding {@link #modes}, {@link #keepsCheckpoint} and {@link #typed}, and is then tested not to do it.
 */
public abstract class ConnectorContract {
    private static final JobName JOB = new JobName("contract");

    /** The type under test; needs no system. */
    protected abstract ConnectorType type();

    /** A way into the started system. */
    protected abstract Opening opening();

    /** The name, in the system, of a dataset that holds {@link ContractRows#stored()}. */
    protected abstract String readable();

    /** The name, in the system, of a new and empty dataset with the columns of {@link ContractRows#SCHEMA}. */
    protected abstract String writable();

    /**
     * Ways that cannot work, by what is wrong with them; each must make the doctor fail within its time. Both ports are on the
     * loopback: nobody listens on the dead one, the silent one takes connections and never answers.
     */
    protected abstract Map<String, Opening> broken(int deadPort, int silentPort);

    /** What a server that is none of this type, or means harm, may begin with, by what is wrong with it; empty without servers. */
    protected Map<String, byte[]> lies() {
        return Map.of();
    }

    /** A way to a server that listens on a port of the loopback; asked of types with {@link #lies} only. */
    protected Opening at(int port) {
        throw new IllegalStateException("a type without lies has no servers");
    }

    /** How rows can be written. */
    protected Set<Mode> modes() {
        return EnumSet.allOf(Mode.class);
    }

    /** Whether the target keeps the checkpoint. */
    protected boolean keepsCheckpoint() {
        return true;
    }

    /** Whether readers see rows as soon as they are committed; where not, they see the old rows until the run is finished. */
    protected boolean seenAtCommit() {
        return true;
    }

    /** Whether the system knows types and keys; where not, everything is text and the kit compares texts. */
    protected boolean typed() {
        return true;
    }

    /** What the dataset holds now, as texts, in key order. */
    protected List<List<@Nullable String>> rowsOf(String dataset) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Session session = open()) {
            drain(session, described(session, dataset), null, 1, 1000)
                    .forEach(part -> texts(part.batch()).forEach(rows::add));
        }
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
        return rows;
    }

    // what it can do

    @Test
    void everyDeclaredCapabilityIsThereAndNoOther() {
        try (Session session = open()) {
            Set<Capability> declared = type().capabilities();
            assertThat(session instanceof Discovers).isEqualTo(declared.contains(Capability.DISCOVER));
            assertThat(session instanceof Reads).isEqualTo(declared.contains(Capability.READ));
            assertThat(session instanceof Writes).isEqualTo(declared.contains(Capability.WRITE));
            assertThat(session instanceof Changes).isEqualTo(declared.contains(Capability.CHANGES));
            assertThat(session instanceof AppliesChanges).isEqualTo(declared.contains(Capability.APPLY));
        }
    }

    @Test
    void settingsAreDescribed() {
        assertThat(ConnectorContract.class.getResource("/connector-types/" + type().name() + ".schema.json"))
                .as("connector-types/%s.schema.json", type().name())
                .isNotNull();
    }

    // discovering

    @Test
    void discoveryFindsTheDatasetWithItsColumns() {
        needs(Capability.DISCOVER);
        String readable = readable();
        try (Session session = open()) {
            Dataset found = ((Discovers) session)
                    .discover().stream()
                            .filter(dataset -> dataset.from().equals(readable))
                            .findFirst()
                            .orElseThrow();
            assertThat(found.schema().columns())
                    .extracting(Column::name)
                    .containsExactly("code", "name", "grade", "born", "source");
            if (typed()) {
                assertThat(found.schema().columns())
                        .extracting(Column::type)
                        .containsExactly(
                                ValueType.TEXT, ValueType.TEXT, ValueType.INTEGER, ValueType.DATE, ValueType.TEXT);
                assertThat(found.key()).containsExactly("code");
                assertThat(found.schema().column(0).nullable()).isFalse();
                assertThat(found.schema().column(0).length()).isEqualTo(10);
            }
            assertThat(((Discovers) session).describe(readable).schema()).isEqualTo(found.schema());
        }
    }

    @Test
    void anUnknownDatasetIsSaidToBeUnknown() {
        needs(Capability.DISCOVER);
        try (Session session = open()) {
            assertThatThrownBy(() -> ((Discovers) session).describe(readable() + "x"))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_UNKNOWN);
        }
    }

    // reading

    @Test
    void aReadGivesEveryRowOnceInNfcNumberedFromOne() {
        needs(Capability.READ);
        try (Session session = open()) {
            List<BatchCursor.Part> parts = drain(session, described(session, readable()), null, 1, 10);
            List<List<@Nullable String>> rows = new ArrayList<>();
            List<Long> ordinals = new ArrayList<>();
            for (BatchCursor.Part part : parts) {
                assertThat(part.batch().size()).isBetween(1, 10);
                assertThat(part.unreadable()).isEmpty();
                rows.addAll(texts(part.batch()));
                for (int row = 0; row < part.batch().size(); row++) {
                    ordinals.add(part.batch().ordinal(row));
                }
            }
            assertThat(rows).containsExactlyElementsOf(expected());
            assertThat(ordinals)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ContractRows.COUNT)
                            .mapToObj(i -> (long) i)
                            .toList());
        }
    }

    @Test
    void everyValueIsOfItsColumnsJavaType() {
        needs(Capability.READ);
        try (Session session = open()) {
            for (BatchCursor.Part part : drain(session, described(session, readable()), null, 1, 10)) {
                Batch batch = part.batch();
                for (int row = 0; row < batch.size(); row++) {
                    for (int column = 0; column < batch.schema().size(); column++) {
                        Object value = batch.value(row, column);
                        if (value != null) {
                            assertThat(value)
                                    .isInstanceOf(
                                            batch.schema().column(column).type().javaType());
                        }
                    }
                }
            }
        }
    }

    @Test
    void aReadResumesExactlyWhereItsPositionSays() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            List<BatchCursor.Part> whole = drain(session, dataset, null, 1, 10);
            Position middle = whole.get(0).position();
            assumeTrue(middle != null, "cannot be resumed, and says so");
            int done = whole.get(0).batch().size();
            List<List<@Nullable String>> rest = new ArrayList<>();
            List<BatchCursor.Part> resumed = drain(session, dataset, middle, done + 1, 10);
            resumed.forEach(part -> rest.addAll(texts(part.batch())));
            assertThat(rest).containsExactlyElementsOf(expected().subList(done, ContractRows.COUNT));
            assertThat(resumed.get(0).batch().ordinal(0)).isEqualTo(done + 1L);
            Position end = whole.get(whole.size() - 1).position();
            assertThat(drain(session, dataset, end, ContractRows.COUNT + 1, 10)).isEmpty();
        }
    }

    @Test
    void onlyTheColumnsAskedForAreRead() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            ReadRequest request = new ReadRequest(
                    ReadRequest.Kind.SNAPSHOT, List.of("grade", "name"), null, null, 1, 100, Duration.ZERO);
            try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
                assertThat(cursor.schema().columns()).extracting(Column::name).containsExactly("grade", "name");
                BatchCursor.Part part = cursor.next();
                assertThat(part).isNotNull();
                assertThat(texts(part.batch()).get(0))
                        .containsExactly(
                                expected().get(0).get(2), expected().get(0).get(1));
            }
        }
    }

    @Test
    void aReadThatIsNotFinishedCanBeClosed() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            for (int i = 0; i < 10; i++) {
                try (BatchCursor cursor = ((Reads) session).read(dataset, ReadRequest.snapshot(2))) {
                    assertThat(cursor.next()).isNotNull();
                }
            }
        }
    }

    // writing

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aModeThatIsNotSupportedIsRefused(Mode mode) {
        needs(Capability.WRITE);
        assumeTrue(!modes().contains(mode));
        try (Session session = open()) {
            Dataset target = described(session, writable());
            assertThatThrownBy(() -> ((Writes) session).writer(target, request(mode)))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.WRITE_MODE_UNSUPPORTED);
        }
    }

    @Test
    void theTargetSaysWhetherItKeepsTheCheckpoint() {
        needs(Capability.WRITE);
        try (Session session = open();
                Writer writer = ((Writes) session)
                        .writer(
                                described(session, writable()),
                                request(modes().iterator().next()))) {
            assertThat(writer.keepsCheckpoint()).isEqualTo(keepsCheckpoint());
        }
    }

    @Test
    void rowsWrittenTwiceAreUnchangedTheSecondTime() {
        needs(Mode.UPSERT);
        for (boolean ordered : new boolean[] {true, false}) {
            String target = writable();
            assertThat(run(target, ordered(request(Mode.UPSERT), ordered), 1, ContractRows.read()))
                    .containsOnly(Verdict.INSERTED);
            assertThat(rowsOf(target)).isEqualTo(expected());
            assertThat(run(target, ordered(request(Mode.UPSERT), ordered), 2, ContractRows.read()))
                    .containsOnly(Verdict.UNCHANGED);
            List<@Nullable Object[]> changed = ContractRows.read();
            changed.get(4)[1] = "Đã đổi";
            changed.get(7)[2] = null;
            Verdict[] verdicts = run(target, ordered(request(Mode.UPSERT), ordered), 3, changed);
            assertThat(verdicts[4]).isEqualTo(Verdict.UPDATED);
            assertThat(verdicts[7]).isEqualTo(Verdict.UPDATED);
            assertThat(Arrays.stream(verdicts).filter(verdict -> verdict == Verdict.UNCHANGED))
                    .hasSize(ContractRows.COUNT - 2);
            assertThat(rowsOf(target)).isEqualTo(texts(ContractRows.batch(changed)));
        }
    }

    @Test
    void theLastRowOfAKeyWins() {
        needs(Mode.UPSERT);
        String target = writable();
        Verdict[] verdicts = run(
                target,
                request(Mode.UPSERT),
                1,
                List.of(ContractRows.row(1, "Một"), ContractRows.row(2, "Hai"), ContractRows.row(1, "Ba")));
        assertThat(verdicts).containsExactly(Verdict.SUPERSEDED, Verdict.INSERTED, Verdict.INSERTED);
        assertThat(rowsOf(target).get(0).get(1)).isEqualTo("Ba");
    }

    @Test
    void oneBadRowDoesNotSinkTheBatch() {
        needs(Mode.UPSERT);
        String target = writable();
        List<@Nullable Object[]> rows = List.of(
                ContractRows.row(1, "Một"),
                ContractRows.row(2, null),
                ContractRows.row(3, "Ba"),
                ContractRows.row(4, "x".repeat(51)),
                ContractRows.row(5, "a\0b"),
                ContractRows.row(6, "Sáu"));
        try (Session session = open();
                Writer writer = started(session, target, request(Mode.UPSERT), 1)) {
            WriteResult result = writer.write(ContractRows.batch(rows));
            assertThat(result.verdicts()[0]).isEqualTo(Verdict.INSERTED);
            assertThat(result.verdicts()[1]).isEqualTo(Verdict.REJECTED);
            assertThat(result.verdicts()[3]).isEqualTo(Verdict.REJECTED);
            assertThat(result.rejected()).allSatisfy(rejection -> {
                assertThat(rejection.field()).isEqualTo("name");
                assertThat(rejection.ordinal()).isEqualTo(rejection.row() + 1L);
                assertThat(rejection.code()).isNotBlank();
                assertThat(rejection.reason().vi()).isNotBlank().doesNotContain("xxx");
                assertThat(rejection.reason().en()).isNotBlank().doesNotContain("xxx");
            });
            assertThat(result.rejected())
                    .extracting(Rejection::row)
                    .containsExactlyElementsOf(rejectedRows(result))
                    .contains(1, 3);
            writer.commit(new Position("1"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(rowsOf(target)).extracting(row -> row.get(0)).contains("k0001", "k0003", "k0006");
        assertThat(rowsOf(target)).extracting(row -> row.get(0)).doesNotContain("k0002", "k0004");
    }

    @Test
    void aBatchUnderWayTellsWhatBecameOfItWhenTheNextHasBegun() {
        needs(Mode.UPSERT);
        String target = writable();
        for (boolean ordered : new boolean[] {true, false}) {
            try (Session session = open();
                    Writer writer = started(session, target, ordered(request(Mode.UPSERT), ordered), 1)) {
                Writer.UnderWay first = writer.start(ContractRows.batch(
                        List.of(ContractRows.row(1, "Một"), ContractRows.row(2, null), ContractRows.row(3, "Ba"))));
                Writer.UnderWay second = writer.start(ContractRows.batch(
                        List.of(ContractRows.row(4, "Bốn"), ContractRows.row(5, "Năm"), ContractRows.row(6, null))));
                assertThat(first.result().rejected()).extracting(Rejection::row).containsExactly(1);
                Writer.UnderWay third = writer.start(
                        ContractRows.batch(List.of(ContractRows.row(7, "Bảy"), ContractRows.row(8, "Tám"))));
                assertThat(second.result().rejected())
                        .extracting(Rejection::row)
                        .containsExactly(2);
                assertThat(third.result().verdicts()).hasSize(2).doesNotContain(Verdict.REJECTED);
                writer.commit(new Position("7"), Counts.NONE);
                writer.finish(Counts.NONE);
            }
            assertThat(rowsOf(target))
                    .extracting(row -> row.get(0))
                    .containsExactly("k0001", "k0003", "k0004", "k0005", "k0007", "k0008");
        }
    }

    @Test
    void aTargetThatHoldsEveryTextTakesNoCharacterItCannotHold() {
        needs(Mode.UPSERT);
        String target = writable();
        String name = "a\0b";
        Verdict verdict =
                run(target, request(Mode.UPSERT), 1, List.<@Nullable Object[]>of(ContractRows.row(1, name)))[0];
        if (verdict == Verdict.REJECTED) {
            assertThat(rowsOf(target)).isEmpty();
        } else {
            assertThat(rowsOf(target).get(0).get(1)).isEqualTo(name);
        }
    }

    @Test
    void appendedRowsStandBesideTheOldOnes() {
        needs(Mode.APPEND);
        String target = writable();
        run(target, request(Mode.APPEND), 1, ContractRows.read().subList(0, 10));
        Verdict[] verdicts =
                run(target, request(Mode.APPEND), 2, ContractRows.read().subList(10, 20));
        assertThat(verdicts).containsOnly(Verdict.INSERTED);
        assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 20));
    }

    @Test
    void aReplacedDatasetIsNeverSeenEmptyOrHalf() {
        needs(Mode.REPLACE);
        String target = writable();
        run(target, request(Mode.REPLACE), 1, ContractRows.read().subList(0, 10));
        List<List<@Nullable String>> before = rowsOf(target);
        assertThat(before).isEqualTo(expected().subList(0, 10));
        try (Session session = open();
                Writer writer = started(session, target, request(Mode.REPLACE), 2)) {
            writer.write(ContractRows.batch(ContractRows.read().subList(5, 15)));
            writer.commit(null, Counts.NONE);
            assertThat(rowsOf(target)).isEqualTo(before);
            writer.write(ContractRows.batch(ContractRows.read().subList(15, 25)));
            writer.commit(null, Counts.NONE);
            assertThat(rowsOf(target)).isEqualTo(before);
            writer.finish(Counts.NONE);
        }
        assertThat(rowsOf(target)).isEqualTo(expected().subList(5, 25));
    }

    @Test
    void aReplaceThatIsNotFinishedChangesNothing() {
        needs(Mode.REPLACE);
        String target = writable();
        run(target, request(Mode.REPLACE), 1, ContractRows.read().subList(0, 10));
        try (Session session = open();
                Writer writer = started(session, target, request(Mode.REPLACE), 2)) {
            writer.write(ContractRows.batch(ContractRows.read().subList(5, 15)));
            writer.commit(null, Counts.NONE);
        }
        assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 10));
        run(target, request(Mode.REPLACE), 3, ContractRows.read().subList(20, 25));
        assertThat(rowsOf(target)).isEqualTo(expected().subList(20, 25));
    }

    // one effect, once

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
                    Deletes.DELETE,
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
                assertThat(absent.count()).isEqualTo(1);
                assertThat(absent.keys().value(0, 0)).isEqualTo("k0001");
            }
            assertThat(rowsOf(target)).isEqualTo(expected().subList(0, 10));
        }
    }

    // what the source no longer has

    @Test
    void rowsTheSourceNoLongerHasAreDeletedWithinTheScopeOnly() {
        needs(Mode.UPSERT);
        for (boolean ordered : new boolean[] {true, false}) {
            String target = writable();
            List<@Nullable Object[]> all = ContractRows.read().subList(0, 10);
            all.get(0)[4] = "elsewhere";
            run(target, request(Mode.UPSERT), 1, all);
            WriteRequest delete = new WriteRequest(
                    JOB,
                    ContractRows.SCHEMA,
                    List.of("code"),
                    Mode.UPSERT,
                    Deletes.DELETE,
                    null,
                    Map.of("source", "here"),
                    ordered,
                    false);
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

    @Test
    void afterAResumeDeletesWaitForEveryKey() {
        needsCheckpoint();
        String target = writable();
        WriteRequest delete = new WriteRequest(
                JOB, ContractRows.SCHEMA, List.of("code"), Mode.UPSERT, Deletes.DELETE, null, Map.of(), true, false);
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

    // the doctor

    @Test
    void theDoctorFindsAWorkingSystemWell() {
        String readable = readable();
        boolean writes = type().capabilities().contains(Capability.WRITE);
        List<String> writable = writes ? List.of(writable()) : List.of();
        List<Check> checks = examine(opening(), new Examination(List.of(readable), writable));
        assertThat(checks).isNotEmpty();
        assertThat(checks).extracting(Check::outcome).doesNotContain(Check.Outcome.FAILED, Check.Outcome.SKIPPED);
        assertWellFormed(checks);
    }

    @Test
    void theDoctorNamesADatasetThatIsNotThere() {
        List<Check> checks = examine(opening(), new Examination(List.of(readable() + "x"), List.of()));
        assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
        assertWellFormed(checks);
    }

    @TestFactory
    Stream<DynamicTest> theDoctorFailsInTimeAndNeverThrows() throws IOException {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int dead;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = taken.getLocalPort();
        }
        Map<String, Opening> ways = broken(dead, silent.getLocalPort());
        assertThat(ways).isNotEmpty();
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    Instant start = Instant.now();
                    List<Check> checks = examine(way.getValue(), new Examination(List.of("public.nothing"), List.of()));
                    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
                    assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
                    assertWellFormed(checks);
                }))
                .onClose(() -> {
                    try {
                        silent.close();
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aServerThatLiesOrTricklesHoldsTheDoctorNoLongerThanOthers() {
        return lies().entrySet().stream()
                .flatMap(lie -> Stream.of(
                        DynamicTest.dynamicTest(lie.getKey(), () -> failsInTime(lie.getValue(), false)),
                        DynamicTest.dynamicTest(
                                lie.getKey() + ", and on, byte by byte", () -> failsInTime(lie.getValue(), true))));
    }

    /** Through the doctor that a person asks, whose wall clock no byte that arrives sets back. */
    private void failsInTime(byte[] lie, boolean trickles) throws IOException {
        try (LyingServer liar = new LyingServer(lie, trickles)) {
            Opening opening = at(liar.port());
            ConnectionDoctor doctor = ConnectionDoctor.of(new OneConnector(type(), opening), Clock.systemUTC());
            Instant start = Instant.now();
            List<Check> checks = doctor.examine(
                            opening.connector(), new Examination(List.of("public.nothing"), List.of()), check -> {})
                    .checks();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(11));
            assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
            assertThat(checks).extracting(check -> check.found().en()).noneMatch(found -> found.contains("broke off"));
            assertWellFormed(checks);
        }
    }

    // what the promises are made of

    private Session open() {
        return type().open(opening());
    }

    private static Dataset described(Session session, String from) {
        Dataset found = ((Discovers) session).describe(from);
        List<String> key = found.key().isEmpty() ? List.of("code") : found.key();
        return new Dataset(found.name(), found.from(), found.schema(), key, found.rowEstimate(), found.cursors());
    }

    private static List<BatchCursor.Part> drain(
            Session session, Dataset dataset, @Nullable Position after, long firstOrdinal, int batchRows) {
        ReadRequest request = new ReadRequest(
                ReadRequest.Kind.SNAPSHOT, List.of(), null, after, firstOrdinal, batchRows, Duration.ZERO);
        List<BatchCursor.Part> parts = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Verdict[] run(String target, WriteRequest request, long run, List<@Nullable Object[]> rows) {
        try (Session session = open();
                Writer writer = started(session, target, request, run)) {
            Verdict[] verdicts = writer.write(ContractRows.batch(rows)).verdicts();
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
            return verdicts;
        }
    }

    private static Writer started(Session session, String target, WriteRequest request, long run) {
        Writer writer = ((Writes) session).writer(described(session, target), request);
        writer.takeOver();
        writer.begin(run, null, "schema");
        return writer;
    }

    private static WriteRequest request(Mode mode) {
        List<String> key = mode == Mode.APPEND ? List.of() : List.of("code");
        return new WriteRequest(JOB, ContractRows.SCHEMA, key, mode, Deletes.KEEP, null, Map.of(), false, false);
    }

    private static WriteRequest ordered(WriteRequest given, boolean ordered) {
        return new WriteRequest(
                given.job(),
                given.schema(),
                given.key(),
                given.mode(),
                given.deletes(),
                given.markColumn(),
                given.scope(),
                ordered,
                given.compareOnly());
    }

    private List<Check> examine(Opening opening, Examination examination) {
        List<Check> checks = new ArrayList<>();
        try (Session session = type().open(opening)) {
            session.test(examination, checks::add);
        }
        return checks;
    }

    private static void assertWellFormed(List<Check> checks) {
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.found().vi()).isNotBlank();
            assertThat(check.found().en()).isNotBlank();
            if (check.outcome() == Check.Outcome.FAILED || check.outcome() == Check.Outcome.WARNING) {
                assertThat(check.remedy()).isNotNull();
                assertThat(check.remedy().vi()).isNotBlank();
                assertThat(check.remedy().en()).isNotBlank();
            }
        });
    }

    private static List<Integer> rejectedRows(WriteResult result) {
        return IntStream.range(0, result.verdicts().length)
                .filter(row -> result.verdicts()[row] == Verdict.REJECTED)
                .boxed()
                .toList();
    }

    private static List<List<@Nullable String>> expected() {
        return texts(ContractRows.batch(ContractRows.read()));
    }

    private static List<List<@Nullable String>> texts(Batch batch) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int column = 0; column < batch.schema().size(); column++) {
                Object value = batch.value(row, column);
                texts.add(value == null ? null : value.toString());
            }
            assertThat(texts)
                    .allSatisfy(text -> assertThat(text == null || Normalizer.isNormalized(text, Normalizer.Form.NFC))
                            .isTrue());
            rows.add(texts);
        }
        return rows;
    }

    private void needs(Capability capability) {
        assumeTrue(type().capabilities().contains(capability), "not declared");
    }

    private void needs(Mode mode) {
        needs(Capability.WRITE);
        assumeTrue(modes().contains(mode), mode + " is refused, which another promise tests");
    }

    private void needsCheckpoint() {
        needs(Mode.UPSERT);
        assumeTrue(keepsCheckpoint(), "keeps no checkpoint, and says so");
    }
}
