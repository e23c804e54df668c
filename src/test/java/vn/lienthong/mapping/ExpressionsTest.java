package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.mapping.Sheet.row;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Rejection;

class ExpressionsTest {
    private static final Sheet SHEET =
            Sheet.of("lop n:integer d:decimal day:date at:moment yes:boolean none raw:bytes");
    private static final Object[] ROW = row(
            "10A1",
            5L,
            new BigDecimal("7.50"),
            LocalDate.of(2025, 7, 1),
            OffsetDateTime.parse("2025-06-30T18:00:00Z"),
            true,
            null,
            new byte[] {1, 2});

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            row.lop + "-" + row.lop                              | 10A1-10A1
            row.n + 1                                            | 6
            row.d                                                | 7.50
            double(row.d) > 7.0                                  | true
            row.n > 4.5                                          | true
            row.day                                              | 2025-07-01
            row.day >= "2025-07-01"                              | true
            row.at.getDate("Asia/Ho_Chi_Minh")                   | 1
            row.none == null ? "none" : row.none                 | none
            row.yes && has(row.lop)                              | true
            row["lop"].substring(0, 2)                           | 10
            row.lop.matches("^[0-9]+[A-Z][0-9]+$")               | true
            row.lop.split("A")[1]                                | 1
            [1, 2, 3].map(x, x * 2).exists(x, x == 6)            | true
            "9" in ["8", "9"]                                    | true
            run.job + " " + string(run.id) + " " + run.date      | pupils-hanoi 7 2026-11-24
            size(row.raw)                                        | 2
            """)
    void expressionsSeeTheRowAndTheRun(String cel, String expected) {
        Mapped mapped = SHEET.target("b").map("map:\n  b: { cel: '" + cel + "' }\n", ROW);
        assertThat(mapped.rejected()).isEmpty();
        assertThat(mapped.accepted().value(0, 0)).isEqualTo(expected);
    }

    @Test
    void anEmptyCellGivesAnEmptyField() {
        assertThat(SHEET.map("map:\n  b: { cel: row.none }\n", ROW).accepted().value(0, 0))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int(row.lop)",
                "row.lop.substring(0, 99)",
                "1 / (row.n - 5)",
                "[row.lop]",
                "row.none.size()",
                "row.lop + row.n"
            })
    void aRowForWhichThereIsNoResultIsRefusedWithoutItsContent(String cel) {
        Mapped mapped = SHEET.map("map:\n  b: { cel: '" + cel + "' }\n", ROW);
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("b.cel");
        assertThat(mapped.rejected().toString()).doesNotContain("10A1");
    }

    @Test
    void aFieldIsEmptyWhereItsConditionIsFalse() {
        String yaml =
                "map:\n  b: { from: lop, when: row.n == 5 }\n  c: { from: lop, when: row.n == 6 }\n  d: { from: lop, when: row.none }\n";
        Mapped mapped = SHEET.map(yaml, ROW);
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("d.when");
        Mapped good = SHEET.map(yaml.replace("row.none", "true"), ROW);
        assertThat(good.accepted().value(0, 0)).isEqualTo("10A1");
        assertThat(good.accepted().value(0, 1)).isNull();
    }

    @Test
    void aCheckSeesTheMappedRow() {
        String yaml =
                "map:\n  grade: { from: lop, apply: [\"part('A', 1)\", integer] }\n  n: n\ncheck:\n  grade: ['cel(\"row.grade > row.n\")']\n";
        Mapped mapped = SHEET.map(yaml, ROW, row("4A1", 5L, null, null, null, null, null, null));
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("grade.cel");
        assertThat(mapped.accepted().size()).isEqualTo(1);
    }

    @Test
    void aSkipRuleWithoutAnAnswerRefusesTheRow() {
        Mapped mapped = SHEET.map("skip_when: row.none > 1\nmap: { b: lop }\n", ROW);
        assertThat(mapped.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.field()).isNull();
            assertThat(rejection.code()).isEqualTo("skip_when");
        });
        assertThat(mapped.keyUnknown()).isTrue();
    }

    /** Each of these doubles something a hundred times, or goes round a million times, if it is let. */
    @Test
    void noExpressionRunsAway() {
        String doubling = "[row.lop]" + ".map(x, x + x)".repeat(100);
        String lists = "[[1]]" + ".map(x, x + x)".repeat(100) + ".size()";
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        String rounds = ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, " + ten + ".all(d, " + ten + ".all(e, "
                + ten + ".all(f, true))))))";
        String backtracking = "(\"a\" + row.lop).matches(\"(a+)+b(x|x)*$\")";
        for (String cel : new String[] {doubling, lists, rounds, backtracking}) {
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                try {
                    SHEET.target("b").map("map:\n  b: { cel: '" + cel + "' }\n", ROW);
                } catch (DocumentException refused) {
                    assertThat(refused).hasMessageContaining("expression");
                }
            });
        }
        Mapped mapped = SHEET.target("b").map("map:\n  b: { cel: '" + rounds + "' }\n", ROW);
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("b.cel");
    }

    @Test
    void aPatternNeverRunsAway() {
        String yaml = "map: { b: a }\ncheck:\n  b: ['pattern(\"(a+)+b\")']\n";
        CompiledMapping mapping = Sheet.of("a").compile(yaml);
        Sheet sheet = Sheet.of("a");
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(
                        mapping.apply(sheet.batch(row("a".repeat(100_000))), Sheet.RUN, Map.of())
                                .rejected())
                .hasSize(1));
    }

    /** Most cost seconds a row, if they are let: a large pattern over a long text, many small ones, a search that nearly finds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "row.a.matches(\"(.*a){100}b\")",
                "[1,2,3,4,5,6,7,8,9,10].all(x, [1,2,3,4,5,6,7,8,9,10].all(y, !row.a.matches(\"(.*a){9}b\")))",
                "row.a.split(\"\").all(x, row.a != x)",
                "row.a.indexOf(row.a.substring(0, 30000) + \"b\") < 0",
                "row.a.lastIndexOf(\"b\" + row.a.substring(0, 30000)) < 0",
                "row.a.matches(row.a.substring(0, 900))"
            })
    void whatOneRowMayCostIsBoundedAndTheRowIsRefused(String cel) {
        Sheet sheet = Sheet.of("a");
        CompiledMapping mapping = sheet.compile("map:\n  b: { cel: '" + cel + "' }\n");
        Object[][] rows = new Object[21][];
        Arrays.fill(rows, row("a".repeat(60_000)));
        rows[20] = row("ab");
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Mapped mapped = mapping.apply(sheet.batch(rows), Sheet.RUN, Map.of());
            assertThat(mapped.rejected())
                    .filteredOn(rejection -> rejection.ordinal() <= 20)
                    .hasSize(20)
                    .allMatch(rejection -> rejection.code().equals("b.cel"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{100}){100}){100}", "(a{1000}){1000}", "(((x?){50}){50}){50}"})
    void aPatternThatWouldGrowWithoutBoundIsRefusedWhenItIsWritten(String pattern) {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThatThrownBy(
                            () -> Sheet.of("a").compile("map:\n  b: { cel: 'row.a.matches(\"" + pattern + "\")' }\n"))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("repeats");
            assertThatThrownBy(() ->
                            Sheet.of("a").compile("map: { b: a }\ncheck:\n  b: ['pattern(\"" + pattern + "\")']\n"))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("repeats");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            row.a.indexOf("h")                        | 2
            row.a.indexOf("h", 3)                     | 7
            row.a.indexOf("x")                        | -1
            row.a.indexOf("")                         | 0
            row.a.lastIndexOf("h")                    | 7
            row.a.lastIndexOf("h", 6)                 | 2
            row.a.lastIndexOf("")                     | 9
            row.a.lastIndexOf("😀😀😀😀😀😀😀😀😀😀")  | -1
            row.a.matches("^.{9}$")                   | true
            row.a.matches("\\\\p{L}{2}h")         | true
            """)
    void searchesCountLettersAndFindTheFirstOrTheLast(String cel, String expected) {
        Mapped mapped = Sheet.of("a").target("b").map("map:\n  b: { cel: '" + cel + "' }\n", row("😀ahbcdehz"));
        assertThat(mapped.rejected()).isEmpty();
        assertThat(mapped.accepted().value(0, 0)).isEqualTo(expected);
    }

    @Test
    void anOverlongCellIsRefusedAndNotCut() {
        Mapped mapped = Sheet.of("a").map("map:\n  b: { cel: row.a.size() }\n", row("x".repeat(70_000)), row("x"));
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("b.cel");
        assertThat(mapped.accepted().value(0, 0)).isEqualTo(1L);
    }

    @Test
    void nothingBeyondTheRowCanBeReached() {
        assertThatThrownBy(() -> SHEET.compile("map:\n  b: { cel: 'row.lop.replace(\"1\", row.lop)' }\n"))
                .isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> SHEET.compile("map:\n  b: { cel: 'java.lang.System.exit(1)' }\n"))
                .isInstanceOf(DocumentException.class);
    }

    @Test
    void onlyTheColumnsThatAreAskedForAreRead() {
        assertThat(SHEET.compile("map:\n  b: { cel: 'row.lop + row[\"none\"]' }\n")
                        .sourceColumns())
                .containsExactlyInAnyOrder("lop", "none");
        assertThat(SHEET.compile("map:\n  b: { cel: 'row.exists(k, k == \"n\")' }\n")
                        .sourceColumns())
                .hasSize(8);
    }
}
