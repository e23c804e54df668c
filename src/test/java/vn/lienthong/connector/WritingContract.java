package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;

/** What every connector type promises of rows that it writes. */
abstract class WritingContract extends SearchingContract {
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
            assertThat(run(target, upsert(ordered), 1, ContractRows.read())).containsOnly(Verdict.INSERTED);
            assertThat(rowsOf(target)).isEqualTo(expected());
            assertThat(run(target, upsert(ordered), 2, ContractRows.read())).containsOnly(Verdict.UNCHANGED);
            List<@Nullable Object[]> changed = ContractRows.read();
            changed.get(4)[1] = "Đã đổi";
            changed.get(7)[2] = null;
            Verdict[] verdicts = run(target, upsert(ordered), 3, changed);
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
                assertThat(rejection.field()).isEqualTo(refused());
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
                    Writer writer = started(session, target, upsert(ordered), 1)) {
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

    private static List<Integer> rejectedRows(WriteResult result) {
        return IntStream.range(0, result.verdicts().length)
                .filter(row -> result.verdicts()[row] == Verdict.REJECTED)
                .boxed()
                .toList();
    }
}
