package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A system leaves out rows that a condition cannot be true of, and no others. */
class OneOfTest {
    private static OneOf needed(String cel) {
        return RowCondition.compile(cel, List.of()).needed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row.province in ['01', '79']",
                "row['province'] in ['01', '79']",
                "row.province in ['01', '79'] && row.grade > 3",
                "row.grade > 3 && (row.province in ['01', '79'] && row.grade < 9)"
            })
    void whatAnswersYesNeedsIsTold(String cel) {
        assertThat(needed(cel)).isEqualTo(new OneOf("province", List.of("01", "79"), !cel.contains("&&")));
    }

    @Test
    void oneTextIsOneOfOne() {
        assertThat(needed("row.province == '01'")).isEqualTo(new OneOf("province", List.of("01"), true));
        assertThat(needed("'01' == row.province")).isEqualTo(new OneOf("province", List.of("01"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row.province in ['01'] || row.grade > 3",
                "!(row.province in ['01'])",
                "row.province != '01'",
                "row.grade in [1, 2]",
                "row.province in [row.other]",
                "row.province in ['Hà Nội']",
                "row.province.trim() == '01'",
                "row.province == row.other",
                "has(row.province)",
                "(row.province == '01') == false",
                "row.province in ['01'] ? false : true"
            })
    void elseNothingIsLeftOut(String cel) {
        assertThat(needed(cel)).isNull();
    }
}
