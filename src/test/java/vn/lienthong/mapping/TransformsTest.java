package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.mapping.Sheet.transformed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransformsTest {
    static Stream<Transform> catalogue() {
        return Transforms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyExampleOfTheReferenceIsTrue(Transform transform) {
        String before = transform.before().replace('␠', ' ');
        Object after = transformed("['" + transform.example().replace("'", "''") + "']", before);
        assertThat(after == null ? "∅" : Coercion.text(after)).isEqualTo(transform.after());
    }

    @ParameterizedTest
    @CsvSource({
        "01/07/2025, 2025-07-01",
        "29/02/2024, 2024-02-29",
        "1/7/2025, b.date",
        "31/02/2024, b.date",
        "29/02/2023, b.date",
        "00/01/2024, b.date",
        "01/13/2024, b.date",
        "01-07-2025, b.date",
        "01/07/20251, b.date",
        "01/07/0000, b.date",
    })
    void daysAreReadStrictly(String written, String expected) {
        assertThat(String.valueOf(transformed("[date(\"dd/MM/yyyy\")]", written)))
                .isEqualTo(expected);
    }

    @Test
    void severalPatternsAreTriedInTurn() {
        String apply = "['date(\"d/M/yyyy\", \"yyyy-MM-dd\", \"d MMM yyyy\")']";
        assertThat(transformed(apply, " 1/7/2025 ")).isEqualTo(LocalDate.of(2025, 7, 1));
        assertThat(transformed(apply, "2025-07-01")).isEqualTo(LocalDate.of(2025, 7, 1));
        assertThat(transformed(apply, "1 Jul 2025")).isEqualTo(LocalDate.of(2025, 7, 1));
        assertThat(transformed(apply, "31 Feb 2025")).isEqualTo("b.date");
        assertThat(transformed(apply, " ")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.234,5     | 1234.5
            1.234.567   | 1234567
            1234        | 1234
            -0,25       | -0.25
            8.5         | b.number
            1.23        | b.number
            1,234.5     | b.number
            1.2345      | b.number
            12a         | b.number
            ,5          | b.number
            """)
    void numbersAreReadAsVietnameseWritesThem(String written, String expected) {
        Object number = transformed("[number]", written);
        assertThat(number instanceof BigDecimal decimal ? decimal.toPlainString() : number)
                .isEqualTo(expected);
    }

    @Test
    void wholeNumbersStayWhole() {
        assertThat(transformed("[integer]", "1,5")).isEqualTo("b.integer");
        assertThat(transformed("[integer]", "1,0")).isEqualTo(1L);
        assertThat(transformed("[integer]", "99999999999999999999")).isEqualTo("b.integer");
        assertThat(transformed("[number(en)]", "1,234.5")).isEqualTo(new BigDecimal("1234.5"));
    }

    @Test
    void emptyTextStaysEmptyUnlessAskedOtherwise() {
        assertThat(transformed("[trim]", "  ")).isEqualTo("");
        assertThat(transformed("[trim, empty_to_null]", "  ")).isNull();
        assertThat(transformed("[trim, upper, digits]", null)).isNull();
        assertThat(transformed("[boolean]", "có")).isEqualTo(true);
        assertThat(transformed("[boolean]", "chưa rõ")).isEqualTo("b.boolean");
    }

    @Test
    void spacesOfOfficeSoftwareAreSpaces() {
        assertThat(transformed("[trim, squeeze]", "\u00A0\uFEFFNguyễn\u00A0\t An\u200B"))
                .isEqualTo("Nguyễn An");
    }

    @Test
    void namesKeepTheirMarksInTitleCase() {
        assertThat(transformed("[title]", "ĐẶNG THỊ ÁNH")).isEqualTo("Đặng Thị Ánh");
        assertThat(transformed("[title]", "NGUYE\u0302\u0303N")).isEqualTo("Nguyễn");
        assertThat(transformed("[title]", "h'hen niê")).isEqualTo("H'Hen Niê");
    }
}
