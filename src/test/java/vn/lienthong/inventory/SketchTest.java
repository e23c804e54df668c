package vn.lienthong.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchTest {
    private static final int[] NONE = {};
    private static final int[] FIRST = {0};

    private final HashKey key = new HashKey();

    /** Records from..to, in an order of their own; every tenth has another value. */
    private Sketch sketch(int from, int to, int step, @Nullable String odd) {
        Sketch sketch = new Sketch();
        for (int i = 0; i < to - from; i++) {
            int record = from + (int) ((long) i * step % (to - from));
            String value = odd == null ? "" : record % 10 == 0 ? odd : "Nguyễn Văn An " + record;
            sketch.take(key.of(1_000_000 + record), new long[] {key.of(value)});
        }
        return sketch;
    }

    @Test
    void fewRecordsAreComparedToTheLast() {
        Sketch one = sketch(0, 1000, 7, "x");
        Sketch other = sketch(400, 1400, 3, "y");

        Sketch.Shared shared = one.in(other, FIRST, FIRST);

        assertThat(shared.compared()).isEqualTo(1000);
        assertThat(shared.matched()).isEqualTo(600);
        assertThat(shared.both()[0]).isEqualTo(600);
        assertThat(shared.agreeing()[0]).as("every tenth differs").isEqualTo(540);
    }

    @ParameterizedTest
    @CsvSource({"0, 20000, 1.0", "10000, 30000, 0.5", "19000, 39000, 0.05", "50000, 70000, 0.0"})
    void ofManyRecordsTheShareIsTold(int from, int to, double share) {
        Sketch one = sketch(0, 20_000, 7, null);
        Sketch other = sketch(from, to, 11, null);

        Sketch.Shared shared = one.in(other, NONE, NONE);

        assertThat(one.size()).isEqualTo(Sketch.SIZE);
        assertThat(shared.compared()).isGreaterThan(800);
        assertThat((double) shared.matched() / shared.compared()).isCloseTo(share, within(0.06));
    }

    @Test
    void aSmallSystemWithinALargeOneIsFoundWhole() {
        Sketch small = sketch(5_000, 8_000, 7, null);
        Sketch large = sketch(0, 20_000, 7, null);

        Sketch.Shared shared = small.in(large, NONE, NONE);

        assertThat(shared.matched()).isEqualTo(shared.compared());
    }

    @Test
    void whatIsWrittenInSeveralWaysIsTheSame() {
        assertThat(key.of("NGUYỄN VĂN AN")).isEqualTo(key.of("Nguye\u0302\u0303n Văn An"));
        assertThat(key.of("31/12/2010")).isEqualTo(key.of(LocalDate.of(2010, 12, 31)));
        assertThat(key.of("001 215 000 017")).isEqualTo(key.of(1_215_000_017L));
        assertThat(key.of("An")).isNotEqualTo(key.of("Ân Thi"));
        assertThat(key.of(" ")).isZero();
        assertThat(key.of(null)).isZero();
    }

    @Test
    void twoMeasurementsHaveNoHashInCommon() {
        assertThat(key.of("001215000017")).isNotEqualTo(new HashKey().of("001215000017"));
    }
}
