package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;

/** Job files are checked as deeply as a hub would, without one: each mistake is found at its line. */
class ValidateJobsTest {
    private static final String JOB = """
            sync: pupils
            title: { vi: Học sinh, en: Pupils }
            agency: G03
            from: { dataset: smas-hanoi/pupils }
            to: { dataset: csdl/pupils, key: [pupil_id], deletes: delete, scope: { source: here } }
            schedule: "0 30 1 * * *"
            map:
              pupil_id: ma_hs
              birth_date: { from: ngay_sinh, apply: [date("dd/MM/yyyy")] }
              sex: { from: gioi_tinh, translate: sex, otherwise: reject }
              grade: { cel: "int(row.lop.substring(0, row.lop.size() - 2))" }
              year: nam_hoc
              source: { value: here }
            check:
              grade: [required, "between(1, 12)"]
              year: ["between(2000, 2100)"]
              birth_date: ["before(today)"]
            """;

    @TempDir
    Path home;

    private List<String> lines = List.of();

    @BeforeEach
    void layOut() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("connectors"), home.resolve("connectors"));
        Files.createDirectories(home.resolve("routes"));
    }

    @Test
    void aJobWhoseTypesOnlyTheSystemsKnowIsNotSuspected() throws IOException {
        write("pupils", JOB);

        assertThat(validate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agency: G03 | agency: G3 | 3 | G3",
                "smas-hanoi/pupils | smas-hnoi/pupils | 4 | smas-hanoi",
                "csdl/pupils | cdsl/pupils | 5 | csdl",
                "0 30 1 * * * | 0 30 25 * * * | 6 | schedule",
                "dd/MM/yyyy | dd/MM/yy | 9 | yyyy",
                "apply: [date | apply: [dat | 9 | dat",
                "translate: sex | translate: sexx | 10 | sex",
                "row.lop.size() - 2 | row.lop.size( - 2 | 11 | CEL",
                "key: [pupil_id] | key: [pupil_no] | 5 | pupil_no",
                "scope: { source: here } | scope: { source: there } | 5 | source",
                "between(1, 12) | betwen(1, 12) | 15 | between",
                "before(today) | before(birthday) | 17 | birthday",
                "sync: pupils | sync: pupil | 1 | pupil",
            })
    void aMistakeIsFoundAtItsLine(String right, String wrong, int line, String word) throws IOException {
        write("pupils", JOB.replace(right, wrong));

        assertThat(validate())
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("routes/pupils.sync.yaml:" + line + ": ")
                .contains(word);
    }

    @Test
    void aColumnThatNobodyClassifiedDoesNotLeaveItsAgency() throws IOException {
        Path file = home.resolve("connectors/smas-hanoi.connector.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("ngay_sinh: personal, ", "").replace(", \"*\": internal", ""));
        write("pupils", JOB.replace("map:\n", "skip_when: \"row.nghi_hoc == true\"\nmap:\n"));

        List<String> found = validate();
        assertThat(found)
                .filteredOn(line -> line.startsWith("routes/pupils.sync.yaml:10: "))
                .singleElement()
                .asString()
                .contains("ngay_sinh", "smas-hanoi/pupils", "H26", "G03", "connectors/smas-hanoi.connector.yaml")
                .endsWith("classes: { ngay_sinh: personal }");
        assertThat(found)
                .as("CEL, translations and rules that leave rows out carry columns too")
                .anyMatch(line -> line.startsWith("routes/pupils.sync.yaml:12: ") && line.contains("\"lop\""))
                .anyMatch(line -> line.startsWith("routes/pupils.sync.yaml:11: ") && line.contains("\"gioi_tinh\""))
                .anyMatch(line -> line.startsWith("routes/pupils.sync.yaml:7: ") && line.contains("\"nghi_hoc\""));

        Files.writeString(file, Files.readString(file).replace("agency: H26", "agency: G03"));
        assertThat(validate()).noneMatch(line -> line.contains("may not leave"));
    }

    @Test
    void aClassDoesNotFallOnTheWayUnlessTheRuleSaysWhy() throws IOException {
        String lowered = JOB.replace("year: nam_hoc", "year: { from: ngay_sinh, when: \"row.dan_toc != ''\" }");
        write("pupils", lowered);

        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupils.sync.yaml:12: ")
                .contains("\"year\" is internal", "\"dan_toc\", which is sensitive", "because:");

        write("pupils", lowered.replace("!= ''\" }", "!= ''\", because: \"only the year is kept\" }"));
        assertThat(validate()).isEmpty();
    }

    @Test
    void whereThereAreNoCodeListsTheFirstOneIsAskedFor() throws IOException {
        FileSystemUtils.deleteRecursively(home.resolve("connectors/codes"));
        write("pupils", JOB);

        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupils.sync.yaml:10: ")
                .endsWith("none at all yet. Add connectors/codes/sex.codelist.yaml.");
    }

    @Test
    void aSharedMappingIsCompiledOnceAlsoWhereTwoJobsUseIt() throws IOException {
        String map = JOB.substring(JOB.indexOf("map:")).replace("translate: sex", "translate: sexx");
        Files.writeString(home.resolve("routes/shared.mapping.yaml"), "mapping: shared\n" + map);
        String job = JOB.substring(0, JOB.indexOf("map:")) + "mapping: shared\n";
        write("pupils", job);
        write("other", job.replace("csdl/pupils", "csdl/schools"));

        assertThat(validate()).singleElement().asString().startsWith("routes/shared.mapping.yaml:5: ");
    }

    @Test
    void twoJobsThatCouldDeleteEachOthersRowsAreRefused() throws IOException {
        write("pupils", JOB);
        write("again", JOB);

        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupils.sync.yaml:5: ")
                .contains("again");
        write("again", JOB.replace("here", "elsewhere"));
        assertThat(validate()).isEmpty();
    }

    @Test
    void aConnectorInNoFileMayBeTheHubsAndIsAWarningOnly() throws IOException {
        write("pupils", JOB.replace("csdl/pupils", "registry-north/pupils"));

        assertThat(said()).isZero();
        assertThat(lines.get(0))
                .startsWith("routes/pupils.sync.yaml:5: warning: ")
                .contains("registry-north", "may be registered in the hub", "--server URL");
        assertThat(lines.get(1)).endsWith("nothing wrong, 1 warnings.");
        assertThat(said("--output", "json")).isZero();
        assertThat(lines).singleElement().asString().contains("\"severity\":\"warning\"");
    }

    @Test
    void aConnectorWhoseFileIsWrongIsSaidOnceAtItsFile() throws IOException {
        write("pupils", JOB);
        Path file = home.resolve("connectors/csdl.connector.yaml");
        Files.writeString(file, Files.readString(file).replace("settings:", "setings:"));

        assertThat(validate()).isNotEmpty().allMatch(line -> line.startsWith("connectors/csdl.connector.yaml:"));
    }

    @Test
    void aWayThatNoDestinationOpensIsAWarningWithTheLineToAdd() throws IOException {
        Path list = home.resolve("connectors/destinations.yaml");
        Files.writeString(
                list,
                Files.readString(list)
                        .replace("- ${LIENTHONG_VAR_SMAS_PORT:5432}", "- 6543")
                        .replace("[sample-drop]", "[elsewhere]")
                        .replaceAll("(agency: H29\\s+hosts:\\s+)- host: 127.0.0.1", "$1- cidr: 127.0.0.0/8"));

        assertThat(said()).isZero();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("connectors/lao-cai-excel.connector.yaml:")
                .contains("warning: ", "- { agency: H38, folders: [");
        assertThat(lines.get(1))
                .startsWith("connectors/smas-hanoi.connector.yaml:9: warning: ")
                .contains("- { agency: H26, hosts: [{ host: 127.0.0.1, ports: [5432] }] }");
    }

    /** A job under its file's name. */
    private void write(String name, String job) throws IOException {
        String named = name.equals("pupils") ? job : job.replace("sync: pupils", "sync: " + name);
        Files.writeString(home.resolve("routes/" + name + ".sync.yaml"), named);
    }

    /** The problems, as the command says them. */
    private List<String> validate() {
        assertThat(said()).as(lines.toString()).isEqualTo(lines.size() > 1 ? 1 : 0);
        return lines.subList(0, lines.size() - 1);
    }

    /** What the command ends with. */
    private int said(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of("validate", home.toString()));
        arguments.addAll(List.of(options));
        int exit = new CommandLineDoor(HubApplication.class, Locale.ENGLISH, printed, printed)
                .enter(arguments.toArray(String[]::new));
        lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return exit;
    }
}
