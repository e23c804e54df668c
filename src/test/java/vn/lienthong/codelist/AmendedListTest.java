package vn.lienthong.codelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** What amending makes of a list: what counts on which day, and what a file changes. */
class AmendedListTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @TempDir
    Path folder;

    private final AtomicReference<LocalDate> day = new AtomicReference<>(TODAY);
    private final Map<String, List<CodeList.Entry>> amended = new HashMap<>();
    private int version;

    private CodeLists open() {
        return CodeLists.open(
                folder,
                new Amended() {
                    @Override
                    public Map<String, Integer> versions() {
                        Map<String, Integer> versions = new HashMap<>();
                        amended.keySet().forEach(name -> versions.put(name, version));
                        return versions;
                    }

                    @Override
                    public List<CodeList.Entry> entries(String list) {
                        return amended.getOrDefault(list, List.of());
                    }
                },
                day::get);
    }

    private void amend(String list, CodeList.Entry... entries) {
        amended.put(list, List.of(entries));
        version++;
    }

    private static CodeList.Entry code(String code, String first, String last) {
        return new Given(code, "", "Tên " + code, "", first, last).entry(false);
    }

    private static CodeList.Entry word(String word, String target, String first) {
        return new Given(word, target, "", "", first, "").entry(true);
    }

    private void write(String name, String rest) throws IOException {
        Files.writeString(
                folder.resolve(name + ".codelist.yaml"), "codelist: " + name + "\ntitle: { vi: X, en: X }\n" + rest);
    }

    @Test
    void whoeverAsksWithoutADayIsToldWhatCountsToday() throws IOException {
        write("shift", "entries:\n  S: { name: Sáng }\n  C: { name: Chiều }\n");
        CodeLists lists = open();
        amend("shift", code("C", "", "2026-12-31"), code("T", "2027-01-01", ""));
        assertThat(lists.refresh()).isTrue();
        CodeList shift = lists.find("shift").orElseThrow();
        assertThat(shift.dated()).as("no job has to name a day for it").isFalse();
        assertThat(shift.translate("S", null)).isEqualTo("S");
        assertThat(shift.translate("C", null)).isEqualTo("C");
        assertThat(shift.translate("T", null)).isNull();
        assertThat(shift.contains("T", null)).isFalse();

        day.set(LocalDate.of(2027, 1, 1));
        assertThat(shift.translate("C", null)).isNull();
        assertThat(shift.translate("T", null)).isEqualTo("T");
        assertThat(shift.translate("C", TODAY)).as("as of an earlier day").isEqualTo("C");
        assertThat(lists.origin("shift").orElseThrow().translate("C", null)).isEqualTo("C");
        assertThat(lists.refresh()).as("nothing has changed").isFalse();
    }

    @Test
    void aSpellingThatIsYetToComeIsUnknownAndAFormerCodeStandsForItself() throws IOException {
        write("sex", "match: words\nentries:\n  nam: { to: nam }\n");
        write("old", "entries:\n  A: { to: B, effective_from: 2025-07-01 }\n");
        amend("sex", word("Trai", "nam", "2027-01-01"));
        amend("old", word("C", "B", "2027-01-01"));
        CodeLists lists = open();
        CodeList sex = lists.find("sex").orElseThrow();
        assertThat(sex.translate("trai", null)).isNull();
        assertThat(sex.translate("TRAI", LocalDate.of(2027, 1, 1))).isEqualTo("nam");
        assertThat(lists.find("old").orElseThrow().translate("C", TODAY)).isEqualTo("C");
        assertThatThrownBy(() -> lists.find("old").orElseThrow().translate("C", null))
                .hasMessageContaining("without a day");
    }

    @Test
    void theFileGoesOnCountingForEveryOtherCodeAndAMisfitIsTold() throws IOException {
        write("x", "entries: { a: A, b: B }\n");
        amend("x", word("a", "Z", ""));
        CodeLists lists = open();
        assertThat(lists.find("x").orElseThrow().translate("a", null)).isEqualTo("Z");
        write("x", "entries: { a: A, b: C }\n");
        lists.refresh();
        assertThat(lists.find("x").orElseThrow().translate("a", null)).isEqualTo("Z");
        assertThat(lists.find("x").orElseThrow().translate("b", null)).isEqualTo("C");

        write("x", "entries:\n  a: { name: A }\n");
        lists.refresh();
        assertThat(lists.find("x").orElseThrow().translate("a", null))
                .as("it translates no more")
                .isEqualTo("a");
        assertThat(lists.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.what().en()).contains("\"x\"", "no longer fits");
            assertThat(problem.remedy().vi()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-01, 2025-07-01",
        "1/7/2025, 2025-07-01",
        "01.07.2025, 2025-07-01",
        "2025-07-01T00:00, 2025-07-01",
        "' ',"
    })
    void aDayIsReadAsPeopleWriteIt(String written, LocalDate meant) {
        assertThat(Given.day(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"31/02/2025", "2025-13-01", "7/2025", "hôm nay"})
    void whatIsNoDayIsRefused(String written) {
        assertThatThrownBy(() -> Given.day(written))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("codelist.DAY_INVALID");
    }

    @Test
    void aFileAddsAltersAndEndsCodesButTakesNoneAway() throws IOException {
        write("shift", "entries:\n  S: { name: Sáng }\n  C: { name: Chiều }\n  T: { name: Tối }\n");
        CodeList list = open().find("shift").orElseThrow();
        TakenFile taken = new TakenFile(list, TODAY)
                .take(
                        List.of(
                                row("CODE", "S", "NAME", "Buổi sáng"),
                                row("CODE", "C", "NAME", "Chiều", "FIRST_DAY", "", "LAST_DAY", "31/12/2026"),
                                row("CODE", "D", "NAME", "Đêm", "FIRST_DAY", "01/01/2027", "LAST_DAY", ""),
                                row("CODE", "E", "FIRST_DAY", "x")),
                        TODAY);
        CodeList after = list.amended(
                taken.changes().values().stream().flatMap(List::stream).toList(), () -> TODAY);
        assertThat(after.of("S")).singleElement().satisfies(entry -> assertThat(entry.name())
                .isEqualTo("Buổi sáng"));
        assertThat(after.of("C").get(0).lastDay()).isEqualTo("2026-12-31");
        assertThat(after.of("D").get(0).firstDay()).isEqualTo("2027-01-01");
        assertThat(after.of("T").get(0).lastDay()).as("not in the file").isEqualTo(TODAY);
        assertThat(taken.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem().en()).contains("\"x\" is not a day"));
        ListPlan plan = ListPlan.of(list, after);
        assertThat(plan.counts()).isEqualTo(new Amendments.Counts(1, 1, 2));
        assertThat(plan.mark()).isNotEqualTo(ListPlan.of(list, list).mark());
    }

    @Test
    void rowsOfOneCodeAreItsPeriodsAndMayNotOverlap() throws IOException {
        write("p", "entries:\n  \"10\": { name: Lào Cai }\n");
        CodeList list = open().find("p").orElseThrow();
        Map<String, List<CodeList.Entry>> changes = new TakenFile(list, TODAY)
                .take(
                        List.of(
                                row("CODE", "10", "NAME", "Lào Cai", "FIRST_DAY", "", "LAST_DAY", "30/06/2025"),
                                row("CODE", "10", "NAME", "Khác", "FIRST_DAY", "01/07/2025", "LAST_DAY", "")),
                        null)
                .changes();
        assertThat(changes.get("10")).extracting(CodeList.Entry::name).containsExactly("Lào Cai", "Khác");

        TakenFile wrong = new TakenFile(list, TODAY)
                .take(
                        List.of(
                                row("CODE", "10", "NAME", "Lào Cai", "FIRST_DAY", "", "LAST_DAY", "01/07/2025"),
                                row("CODE", "10", "NAME", "Khác", "FIRST_DAY", "01/07/2025", "LAST_DAY", "")),
                        null);
        assertThat(wrong.changes()).isEmpty();
        assertThat(wrong.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.problem().en()).contains("twice on the same day");
            assertThat(fault.place().vi()).contains("FIRST_DAY");
        });
    }

    private static HandedTables.Row row(String... cells) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Text> places = new HashMap<>();
        for (String field :
                Arrays.stream(ListTables.Field.values()).map(Enum::name).toList()) {
            int at = Arrays.asList(cells).indexOf(field);
            if (at >= 0 && at % 2 == 0) {
                texts.put(field, cells[at + 1]);
                places.put(field, Text.same("ô " + field));
            }
        }
        return new HandedTables.Row(texts, places, null);
    }
}
