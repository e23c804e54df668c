package vn.lienthong.codelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeListsTest {
    private static final LocalDate LAST_OLD_DAY = LocalDate.of(2025, 6, 30);
    private static final LocalDate FIRST_NEW_DAY = LocalDate.of(2025, 7, 1);
    private final CodeLists own = CodeLists.open(Path.of("connectors/codes"));

    @TempDir
    Path folder;

    @Test
    void theProjectsOwnListsHaveNoProblems() {
        assertThat(own.problems()).isEmpty();
        assertThat(own.all())
                .extracting(CodeList::name)
                .contains("provinces-63-to-34", "provinces-2025", "ethnic-groups", "agencies-ministries", "sex");
        assertThat(own.all()).allSatisfy(list -> assertThat(list.source()).isNotBlank());
        assertThat(list("provinces-63-to-34").size()).isEqualTo(63);
        assertThat(list("provinces-2025").size()).isEqualTo(34);
    }

    /** {@code other} is the former province that {@code code} has meant, besides the one it meant before, since the day. */
    @ParameterizedTest
    @CsvSource({
        "15, Tỉnh Yên Bái, Tỉnh Lào Cai, 10",
        "24, Tỉnh Bắc Giang, Tỉnh Bắc Ninh, 27",
        "44, Tỉnh Quảng Bình, Tỉnh Quảng Trị, 45",
        "52, Tỉnh Bình Định, Tỉnh Gia Lai, 64",
        "80, Tỉnh Long An, Tỉnh Tây Ninh, 72",
        "82, Tỉnh Tiền Giang, Tỉnh Đồng Tháp, 87",
        "91, Tỉnh Kiên Giang, Tỉnh An Giang, 89",
    })
    void theSameTwoDigitsMeanAnotherProvinceSinceJuly2025(String code, String before, String after, String other) {
        CodeList provinces = list("provinces-63-to-34");
        assertThat(provinces.translate(code, LAST_OLD_DAY)).isEqualTo(code);
        assertThat(named(provinces, code)).isEqualTo(before);
        assertThat(named(list("provinces-2025"), provinces.translate(code, FIRST_NEW_DAY)))
                .isEqualTo(after);
        assertThat(provinces.translate(other, LAST_OLD_DAY)).isEqualTo(other);
        assertThat(provinces.translate(other, FIRST_NEW_DAY)).isEqualTo(code);
        assertThat(named(list("provinces-2025"), code)).isEqualTo(after);
        assertThatThrownBy(() -> provinces.translate(code, null)).hasMessageContaining("without a day");
    }

    @Test
    void aChangedFileTakesEffectAndABadOneChangesNothing() throws IOException {
        Path list = folder.resolve("shift.codelist.yaml");
        Path table = folder.resolve("shift.csv");
        Files.writeString(
                list, "codelist: shift\ntitle: { vi: Ca, en: Shift }\nfile: shift.csv\nfrom: code\nname: name\n");
        Files.writeString(table, "code,name\nS,Sáng\n");
        CodeLists lists = CodeLists.open(folder);
        assertThat(lists.refresh()).as("nothing has changed").isFalse();

        Files.writeString(table, "code,name\nS,Sáng\nC,Chiều\n");
        assertThat(lists.refresh()).isTrue();
        assertThat(lists.find("shift").orElseThrow().size()).isEqualTo(2);

        Files.writeString(table, "code,name\nS,Sáng\nS,Chiều\nT,Tối\n");
        assertThat(lists.refresh()).isTrue();
        assertThat(lists.problems()).hasSize(1).allSatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.remedy().vi()).isNotBlank();
        });
        assertThat(lists.find("shift").orElseThrow().size())
                .as("the last good version")
                .isEqualTo(2);

        Files.delete(list);
        assertThat(lists.refresh()).isTrue();
        assertThat(lists.find("shift")).isEmpty();
        assertThat(lists.problems()).isEmpty();
    }

    @Test
    void everyFormerProvinceLeadsToOneOfThe34() {
        CodeList former = list("provinces-63-to-34");
        CodeList now = list("provinces-2025");
        assertThat(former.entries()).allSatisfy(entry -> {
            assertThat(former.translate(entry.code(), LAST_OLD_DAY)).isEqualTo(entry.code());
            String code = former.translate(entry.code(), FIRST_NEW_DAY);
            assertThat(now.contains(code, FIRST_NEW_DAY)).isTrue();
            assertThat(named(now, code)).isEqualTo(entry.targetName());
        });
        assertThat(former.contains("10", LAST_OLD_DAY)).isTrue();
        assertThat(former.contains("10", FIRST_NEW_DAY)).isFalse();
        assertThat(now.contains("01", LAST_OLD_DAY)).isFalse();
        assertThat(former.translate("99", FIRST_NEW_DAY)).isNull();
    }

    @Test
    void wordsMatchWhateverTheirCapitalsSpacesAndComposition() {
        CodeList sex = list("sex");
        assertThat(sex.translate("  NỮ ", null)).isEqualTo("nu");
        assertThat(sex.translate("N\u01B0\u0303", null)).isEqualTo("nu");
        assertThat(sex.translate("1", null)).isEqualTo("nam");
        assertThat(sex.translate("khác", null)).isNull();
        assertThat(sex.dated()).isFalse();
    }

    @Test
    void anEntryEndsAfterItsLastDay() throws IOException {
        write("grades", "entries:\n  A: { name: Tốt, effective_from: \"2020-01-01\", effective_to: \"2024-08-31\" }\n");
        CodeList grades = CodeLists.open(folder).find("grades").orElseThrow();
        assertThat(grades.translate("A", LocalDate.of(2024, 8, 31))).isEqualTo("A");
        assertThat(grades.translate("A", LocalDate.of(2024, 9, 1))).isNull();
        assertThat(grades.translate("A", LocalDate.of(2019, 12, 31))).isNull();
    }

    @Test
    void aBadLineIsToldWithFileLineAndRemedy() throws IOException {
        Files.writeString(
                folder.resolve("x.csv"),
                "old,new,since\n1,A,2025-07-01\n1,B,2025-08-01\n,C,2025-07-01\n2,D,1/7/2025\n");
        write("x", "file: x.csv\nfrom: old\nto: new\neffective_from: since\n");
        assertThat(CodeLists.open(folder).problems())
                .extracting(problem -> problem.in(Locale.ENGLISH))
                .anySatisfy(words ->
                        assertThat(words).contains("x.csv:4: ", "no code").endsWith("."))
                .anySatisfy(words -> assertThat(words).contains("x.csv:5: ", "1/7/2025", "2025-07-01"));
        Files.writeString(folder.resolve("x.csv"), "old,new,since\n1,A,2025-07-01\n1,B,2025-08-01\n");
        assertThat(CodeLists.open(folder).problems()).singleElement().satisfies(problem -> assertThat(
                        problem.in(Locale.forLanguageTag("vi")))
                .contains("x.csv:3: ", "hai lần", "dòng 2"));
    }

    @Test
    void aColumnThatIsNotThereIsToldWithTheNearest() throws IOException {
        Files.writeString(folder.resolve("x.csv"), "old_code,new_code\n1,A\n");
        write("x", "file: x.csv\nfrom: old_code\nto: newcode\n");
        assertThat(CodeLists.open(folder).problems()).singleElement().satisfies(problem -> assertThat(
                        problem.in(Locale.ENGLISH))
                .contains("x.codelist.yaml:5: ", "newcode", "Write \"new_code\""));
    }

    @Test
    void aFileOutsideTheFolderIsRefused() throws IOException {
        write("x", "file: ../secrets.csv\nfrom: a\n");
        assertThat(CodeLists.open(folder).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what().en()).contains("beside the list"));
    }

    @Test
    void malformedUtf8IsRefusedAndNeverReplaced() throws IOException {
        Files.write(folder.resolve("x.csv"), new byte[] {'c', '\n', (byte) 0xE9, '\n'});
        write("x", "file: x.csv\nfrom: c\n");
        assertThat(CodeLists.open(folder).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what().en()).contains("UTF-8"));
    }

    @Test
    void aBadEditKeepsTheListThatWorked() throws IOException {
        write("x", "entries: { a: b }\n");
        CodeLists lists = CodeLists.open(folder);
        write("x", "file: gone.csv\nfrom: a\n");
        assertThat(lists.reload()).hasSize(1);
        assertThat(lists.find("x").orElseThrow().translate("a", null)).isEqualTo("b");
        write("x", "entries: { a: c }\n");
        assertThat(lists.reload()).isEmpty();
        assertThat(lists.find("x").orElseThrow().translate("a", null)).isEqualTo("c");
    }

    private void write(String name, String rest) throws IOException {
        Files.writeString(
                folder.resolve(name + ".codelist.yaml"), "codelist: " + name + "\ntitle: { vi: X, en: X }\n" + rest);
    }

    private CodeList list(String name) {
        return own.find(name).orElseThrow();
    }

    private static String named(CodeList list, String code) {
        return list.entries().stream()
                .filter(entry -> entry.code().equals(code))
                .findFirst()
                .orElseThrow()
                .name();
    }
}
