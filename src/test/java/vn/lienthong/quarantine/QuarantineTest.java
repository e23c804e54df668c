package vn.lienthong.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.HubTest;

@HubTest
class QuarantineTest {
    private static final DatasetName PUPILS = DatasetName.parse("smas-hanoi/pupils");
    private static final AgencyCode HANOI = new AgencyCode("H26");
    private static final Schema SCHEMA = new Schema(List.of(
            Column.of("ma_hs", ValueType.TEXT).classed(DataClass.INTERNAL),
            Column.of("ho_ten", ValueType.TEXT).classed(DataClass.PERSONAL),
            Column.of("ngay_sinh", ValueType.DATE).classed(DataClass.PERSONAL)));

    @Autowired
    Quarantine quarantine;

    @Autowired
    QuarantineDesk desk;

    @Autowired
    JdbcClient state;

    private final JobName job =
            new JobName("job-" + UUID.randomUUID().toString().substring(0, 8));

    @Test
    void pendingRowsAreNotShownUntilTheTargetHasCommitted() {
        hold(1, 1, row("HS1", "Nguyễn Văn An"), 1);
        assertThat(desk.held(job.value())).isZero();

        quarantine.confirm(job, 1, 1);

        assertThat(desk.held(job.value())).isEqualTo(1);
    }

    @Test
    void holdingTheSameRowOfARunTwiceHoldsItOnce() {
        hold(1, 1, row("HS1", "Nguyễn Văn An"), 1);
        hold(1, 1, row("HS1", "Nguyễn Văn An"), 1);
        quarantine.confirm(job, 1, 1);

        assertThat(desk.held(job.value())).isEqualTo(1);
    }

    @Test
    void whatTheTargetDidNotCommitIsForgotten() {
        hold(1, 1, row("HS1", "An"), 1);
        hold(1, 2, row("HS2", "Bình"), 2);
        quarantine.forgetAfter(job, 1, 1);
        quarantine.confirm(job, 1, 2);

        assertThat(desk.rows("held", job.value(), null, 0, 10)).hasSize(1);
    }

    @Test
    void theSameRowRefusedAgainIsCountedNotHeldTwice() {
        for (long run = 1; run <= 3; run++) {
            hold(run, 1, row("HS1", "Nguyễn Văn An"), 1);
            quarantine.confirm(job, run, 1);
        }

        assertThat(desk.rows("held", job.value(), null, 0, 10))
                .singleElement()
                .satisfies(row -> assertThat(row.repeats()).isEqualTo(3));
    }

    @Test
    void aChangedRowOfTheSameKeySupersedesTheHeldOne() {
        hold(1, 1, row("HS1", "Nguyễn Văn An"), 1);
        quarantine.confirm(job, 1, 1);
        hold(2, 1, row("HS1", "Nguyễn Văn Anh"), 1);
        quarantine.confirm(job, 2, 1);

        assertThat(desk.rows("superseded", job.value(), null, 0, 10)).hasSize(1);
        assertThat(desk.rows("held", job.value(), null, 0, 10)).singleElement().satisfies(row -> assertThat(row.run())
                .isEqualTo(2));
    }

    @Test
    void aGoodRowOfTheSameKeySupersedesTheHeldOne() {
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);
        HeldKeys keys = quarantine.heldKeys(job);
        assertThat(keys.holds("HS1")).isTrue();
        assertThat(keys.holds("HS2")).isFalse();

        quarantine.arrive(job, 2, 1, List.of("HS1"));
        assertThat(desk.held(job.value())).isOne();
        quarantine.confirm(job, 2, 1);

        assertThat(desk.held(job.value())).isZero();
    }

    @Test
    void whatArrivedInABatchThatWasNeverCommittedSupersedesNothing() {
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);
        quarantine.arrive(job, 2, 4, List.of("HS1"));

        quarantine.forgetAfter(job, 2, 3);
        quarantine.confirm(job, 2, 4);

        assertThat(desk.held(job.value())).isOne();
    }

    @Test
    void aKeyRefusedTwiceBeforeOneCommitIsHeldAsItWasLast() {
        hold(1, 1, row("HS1", "An"), 1);
        hold(1, 1, row("HS1", "Bình"), 2);

        quarantine.confirm(job, 1, 1);

        assertThat(desk.rows("held", job.value(), null, 0, 10))
                .singleElement()
                .satisfies(row -> assertThat(row.ordinal()).isEqualTo(2));
    }

    @Test
    void aRowThatLeftTheSourceIsNoLongerHeld() {
        hold(1, 1, row("HS1", "An"), 1);
        hold(1, 1, row("HS2", "Bình"), 2);
        quarantine.confirm(job, 1, 1);
        Instant second = Instant.now();
        hold(2, 1, row("HS2", "Bình"), 1);
        quarantine.confirm(job, 2, 1);

        quarantine.left(job, second);

        assertThat(desk.rows("held", job.value(), null, 0, 10)).hasSize(1);
        assertThat(desk.rows("superseded", job.value(), null, 0, 10)).hasSize(1);
    }

    @Test
    void rowContentIsNowhereInTheTable() {
        hold(1, 1, row("HS1", "CANARY Nguyễn"), 1);

        byte[] kept = state.sql("select content || row_mark || key_mark from quarantine_rows where job = :job")
                .param("job", job.value())
                .query((row, i) -> row.getBytes(1))
                .single();
        assertThat(new String(kept, StandardCharsets.UTF_8))
                .doesNotContain("CANARY")
                .doesNotContain("HS1");
    }

    @Test
    void personalValuesAreShownMaskedAndDatesNotAtAll() {
        hold(1, 1, row("HS1", "Nguyễn Văn An"), 1);
        quarantine.confirm(job, 1, 1);
        long id = desk.rows("held", job.value(), null, 0, 1).get(0).id();

        assertThat(desk.cells(id)).extracting(Cell::shown).containsExactly("HS1", "N• V• A•", "•••");
    }

    @Test
    void anEditIsKeptAndOverlaysExactlyThatSourceRow() {
        Batch source = row("HS1", "Nguyễn Văn An");
        hold(1, 1, source, 1);
        quarantine.confirm(job, 1, 1);
        long id = desk.rows("held", job.value(), null, 0, 1).get(0).id();

        desk.edit(id, Map.of("ngay_sinh", "2015-03-04"), "tester");
        desk.released(id, "tester");

        assertThat(quarantine.correction(job, source, 0))
                .hasValueSatisfying(batch -> assertThat(batch.value(0, 2)).isEqualTo(LocalDate.of(2015, 3, 4)));
        assertThat(quarantine.correction(job, row("HS1", "Nguyễn Văn Anh"), 0)).isEmpty();
    }

    @Test
    void aFieldCanBeGivenNoValue() {
        Batch source = row("HS1", "Nguyễn Văn An");
        hold(1, 1, source, 1);
        quarantine.confirm(job, 1, 1);
        long id = desk.rows("held", job.value(), null, 0, 1).get(0).id();

        desk.edit(id, Collections.singletonMap("ngay_sinh", null), "tester");

        assertThat(desk.cells(id)).extracting(Cell::value).last().isNull();
    }

    @Test
    void anUnreadableNewValueIsRefusedWithAnExampleAndNotEchoed() {
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);
        long id = desk.rows("held", job.value(), null, 0, 1).get(0).id();

        assertThatThrownBy(() -> desk.edit(id, Map.of("ngay_sinh", "31/02/2015"), "tester"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("2014-09-05")
                .hasMessageNotContaining("31/02/2015")
                .hasNoCause();
    }

    @Test
    void discardingNeedsAReasonAndSettlesTheRowForGood() {
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);
        long id = desk.rows("held", job.value(), null, 0, 1).get(0).id();

        assertThatThrownBy(() -> desk.discard(id, " ", "tester")).isInstanceOf(HubException.class);
        desk.discard(id, "left the school", "tester");
        assertThatThrownBy(() -> desk.discard(id, "again", "tester"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("settled");

        hold(2, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 2, 1);
        assertThat(desk.held(job.value())).isZero();
    }

    @Test
    void aRunThatBeginsAnewHoldsWhatItFindsAtTheSamePlaces() {
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);

        hold(1, 1, row("HS2", "Bình"), 1);
        hold(1, 1, row("HS1", "An"), 1);
        quarantine.confirm(job, 1, 1);

        assertThat(desk.held(job.value())).isEqualTo(2);
    }

    @Test
    void whoWasTakenOverHoldsNothing() {
        long first = quarantine.takeOver(job);
        quarantine.asOwner(job, first, () -> hold(1, 1, row("HS1", "An"), 1));
        quarantine.takeOver(job);

        assertThatThrownBy(() -> quarantine.asOwner(job, first, () -> hold(1, 2, row("HS2", "Bình"), 2)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("taken over");
        quarantine.confirm(job, 1, 2);

        assertThat(desk.held(job.value())).isOne();
    }

    private void hold(long run, long batch, Batch source, long ordinal) {
        Rejection rejection = new Rejection(
                0, ordinal, "birth_date", "empty", "birth_date.required", new Text("Thiếu ngày sinh", "No birth date"));
        quarantine.hold(
                job,
                PUPILS,
                HANOI,
                run,
                batch,
                List.of(new RejectedRow(rejection, (String) source.value(0, 0), source, 0)));
    }

    private static Batch row(String key, String name) {
        @Nullable Object[][] rows = {{key, name, LocalDate.of(2014, 1, 2)}};
        return new RowBatch(SCHEMA, rows, new long[] {1});
    }
}
