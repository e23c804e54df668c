package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls a day as columns. */
class UsageChartTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    @Test
    void aColumnIsAsHighAsItsCallsAndNothingStandsOutOfTheDrawing() {
        UsageChart chart = UsageChart.of(
                Map.of(TODAY, new CallUses.Count(60, 20, 20), TODAY.minusDays(1), new CallUses.Count(50, 0, 0)),
                TODAY,
                30,
                90);

        assertThat(chart.days()).hasSize(30);
        UsageChart.Day last = chart.days().get(29);
        assertThat(last.day()).isEqualTo(TODAY);
        assertThat(last.x() + last.width()).isLessThanOrEqualTo(UsageChart.WIDTH);
        assertThat(last.pieces()).extracting(UsageChart.Piece::kind).containsExactly("found", "missed", "refused");
        double height =
                last.pieces().stream().mapToDouble(UsageChart.Piece::height).sum();
        double before = chart.days().get(28).pieces().get(0).height();
        assertThat(height / before).isBetween(1.99, 2.01);
        assertThat(last.pieces().get(2).y()).isGreaterThanOrEqualTo(0);
        assertThat(chart.ticks()).extracting(UsageChart.Tick::calls).containsExactly(0L, 50L, 100L, 150L, 200L);
        assertThat(chart.limitAt()).isPositive();
        assertThat(chart.most()).isEqualTo(100);
        assertThat(chart.total()).isEqualTo(new CallUses.Count(110, 20, 20));
    }

    @Test
    void whereNobodyCalledThereAreNoColumnsAndALimitFarAboveIsNotDrawn() {
        UsageChart chart = UsageChart.of(Map.of(), TODAY, 30, 200_000);

        assertThat(chart.days()).allMatch(day -> day.pieces().isEmpty());
        assertThat(chart.ticks()).extracting(UsageChart.Tick::calls).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(chart.limitAt()).isNegative();
    }
}
