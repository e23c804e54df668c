package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Session;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.store.HubFolders;

/** What a person learns of a folder before anything is registered in it, and that nothing is listed twice after. */
class FolderLookTest {
    private static final Examination NOTHING_ASKED = new Examination(List.of(), List.of());

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectories(home.resolve("drop"));
    }

    @Test
    void withoutADatasetTheDoctorNamesFilesAndSheetsAndOpensTheFirstTable() throws IOException {
        workbook("a.xlsx");
        workbook("b.xlsx");

        List<Check> checks = examine(new ExcelType());

        assertThat(checks).extracting(Check::outcome).containsOnly(Outcome.OK);
        assertThat(found(checks, "sample")).startsWith("2 files: ").contains("a.xlsx", "b.xlsx");
        assertThat(found(checks, "encoding")).contains("Bìa", "Học sinh");
        assertThat(found(checks, "header")).isEqualTo("Sheet Học sinh: Columns found: Mã, Họ và tên.");
    }

    @Test
    void aFolderWithoutSuchFilesIsSaidWithWhatIsThere() throws IOException {
        assertThat(found(examine(new ExcelType()), "sample"))
                .isEqualTo("There is no file like *.xlsx yet; the folder holds no file.");

        Files.writeString(folder.resolve("lop.csv"), "a\n1\n");
        List<Check> checks = examine(new ExcelType());
        assertThat(found(checks, "sample")).endsWith("; the folder holds: lop.csv.");
        assertThat(checks).extracting(Check::outcome).contains(Outcome.WARNING).doesNotContain(Outcome.FAILED);
        assertThat(found(examine(new CsvType()), "sample")).startsWith("1 files: lop.csv");
    }

    @Test
    void aWorkbookThatIsNoneFailsTheStepThatOpensIt() throws IOException {
        Files.writeString(folder.resolve("a.xlsx"), "no workbook");

        assertThat(examine(new ExcelType()))
                .filteredOn(check -> check.outcome() == Outcome.FAILED)
                .extracting(Check::step)
                .containsExactly("encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Học sinh", "học sinh", "NFD", "*"})
    void aPinnedSheetIsListedOnceHoweverItIsNamed(String from) throws IOException {
        Files.write(
                folder.resolve("a.xlsx"),
                new RawWorkbook().sheet("Học sinh", rows()).bytes());
        String named = from.equals("NFD") ? Normalizer.normalize("Học sinh", Normalizer.Form.NFD) : from;

        List<Dataset> datasets = discover("  pupils: { from: \"" + named + "\", classes: { \"*\": internal } }");

        assertThat(datasets).extracting(dataset -> dataset.name().dataset()).containsExactly("pupils");
        assertThat(datasets.get(0).schema().columns())
                .extracting(Column::name, Column::dataClass)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Mã", DataClass.INTERNAL),
                        org.assertj.core.groups.Tuple.tuple("Họ và tên", DataClass.INTERNAL));
    }

    @Test
    void twoPinsOfOneSheetAreBothListed() throws IOException {
        workbook("a.xlsx");

        assertThat(discover("  one: { from: Học sinh }\n  two: { from: Học sinh }"))
                .extracting(dataset -> dataset.name().dataset())
                .contains("one", "two")
                .doesNotContain("Học sinh");
    }

    private List<Dataset> discover(String datasets) throws IOException {
        Files.createDirectories(home.resolve("connectors"));
        Files.writeString(
                home.resolve("connectors/destinations.yaml"),
                "destinations: [{ agency: H38, folders: [\"" + folder + "\"] }]\n");
        Files.writeString(home.resolve("connectors/drop.connector.yaml"), """
                connector: drop
                title: { vi: Thư mục, en: Folder }
                agency: H38
                type: excel
                settings: { folder: "%s" }
                datasets:
                %s
                """.formatted(folder, datasets));
        Connectors connectors = Connectors.ofFiles(
                new HubFolders(home, home.resolve("data")),
                ConnectorTypes.shipped(),
                (connector, field) -> Optional.empty(),
                Variables.environment(),
                Clock.systemUTC());
        assertThat(connectors.problems()).isEmpty();
        return ConnectionDoctor.of(connectors, Clock.systemUTC()).discover(new ConnectorName("drop"));
    }

    private void workbook(String name) throws IOException {
        Files.write(
                folder.resolve(name),
                new RawWorkbook().sheet("Bìa", "").sheet("Học sinh", rows()).bytes());
    }

    private static String rows() {
        return RawWorkbook.row(1, "A=Mã", "B=Họ và tên") + RawWorkbook.row(2, "A=1", "B=Trần Văn An");
    }

    private List<Check> examine(ConnectorType type) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new Drop(folder, type).open()) {
            session.test(NOTHING_ASKED, checks::add);
        }
        return checks;
    }

    private static String found(List<Check> checks, String step) {
        return checks.stream()
                .filter(check -> check.step().equals(step))
                .findFirst()
                .orElseThrow()
                .found()
                .en();
    }
}
