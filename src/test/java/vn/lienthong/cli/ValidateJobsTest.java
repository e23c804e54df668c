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

    private static final String LOOK_UP = """
            look_up:
              person:
                ask: dan-cu/tim
                with:
                  so_dinh_danh: { from: so_dinh_danh, apply: [digits] }
                cache: 1d
            """;
    private static final String REGISTER = """
            connector: dan-cu
            title: { vi: Dân cư, en: Population }
            agency: H29
            type: soap
            settings:
              host: 127.0.0.1
              path: /tim
              auth: basic
              username: hub
              password: ${secret:dan-cu/password}
              operations: { tim: { operation: Tim } }
              wsdl:
                dan-cu.wsdl: |
                  <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
                      xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
                    <types><x:schema targetNamespace="urn:t" elementFormDefault="qualified">
                      <x:element name="Tim"><x:complexType><x:sequence>
                        <x:element name="soDinhDanh" type="x:string"/></x:sequence></x:complexType></x:element>
                      <x:element name="TimResponse"><x:complexType><x:sequence>
                        <x:element name="nguoi" minOccurs="0" maxOccurs="unbounded"><x:complexType>
                          <x:sequence><x:element name="hoTen" type="x:string"/></x:sequence></x:complexType></x:element>
                      </x:sequence></x:complexType></x:element></x:schema></types>
                    <message name="Ask"><part name="p" element="t:Tim"/></message>
                    <message name="Say"><part name="p" element="t:TimResponse"/></message>
                    <portType name="Type"><operation name="Tim">
                      <input message="t:Ask"/><output message="t:Say"/></operation></portType>
                    <binding name="Soap" type="t:Type"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
                      <operation name="Tim"><s:operation soapAction="urn:tim"/>
                      <input><s:body use="literal"/></input><output><s:body use="literal"/></output></operation></binding>
                    <service name="Service"><port name="Port" binding="t:Soap"><s:address location="http://x/"/></port></service>
                  </definitions>
            datasets: { tim: { from: tim, classes: { "*": personal } } }
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

    @Test
    void theExamplesOfPartnersAreFilesThatAHubTakes() throws IOException {
        FileSystemUtils.deleteRecursively(home.resolve("connectors"));
        FileSystemUtils.copyRecursively(Path.of("src/docs/profiles"), home);

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partner/pupils, key: [pupil_id] | ",
                "partner/pupils, key: [pupil_id], write: replace | write: upsert",
                "partner/pupils, key: [pupil_id], deletes: delete | deletes: keep",
                "partner/listed, key: [pupil_id] | does not describe write",
                "partner/nobody, key: [pupil_id] | listed",
            })
    void whatAPartnersApiCannotTakeIsSaidBeforeARun(String to, String word) throws IOException {
        Files.writeString(home.resolve("connectors/partner.connector.yaml"), """
                connector: partner
                title: { vi: Đối tác, en: Partner }
                agency: G03
                type: rest
                settings:
                  host: 127.0.0.1
                  resources:
                    pupils:
                      path: /pupils
                      columns: { pupil_id: /id, year: { at: /year, type: integer } }
                      write: { path: '/pupils/{pupil_id}' }
                    listed: { path: /listed, columns: { pupil_id: /id } }
                datasets:
                  pupils: { from: pupils, classes: { "*": personal } }
                """);
        write("pupils", """
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: smas-hanoi/pupils }
                to: { dataset: %s }
                map: { pupil_id: ma_hs, year: nam_hoc }
                """.formatted(to));

        List<String> found = ofRoutes();

        assertThat(found).hasSize(word == null ? 0 : 1).allSatisfy(line -> assertThat(line)
                .startsWith("routes/pupils.sync.yaml:5: ")
                .contains(word));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ask: dan-cu/tim | ask: dan-c/tim | 21 | dan-cu",
                "ask: dan-cu/tim | ask: dan-cu/tom | 21 | tim",
                "so_dinh_danh: { from | so_dd: { from | 24 | so_dinh_danh",
                "look_up.person.found | look_up.persn.found | 13 | person",
                "look_up.person.ho_ten | look_up.person.hoten | 14 | ho_ten",
                "apply: [digits] | apply: [digit] | 24 | digits",
                "cache: 1d | cache: one day | 25 | cache",
            })
    void aMistakeInALookUpIsFoundAtItsLine(String right, String wrong, int line, String word) throws IOException {
        Files.writeString(home.resolve("connectors/dan-cu.connector.yaml"), REGISTER);
        String job = JOB.replace(
                        "year: nam_hoc",
                        "year: nam_hoc\n  verified: { cel: look_up.person.found, because: only whether it is known }\n  full_name: look_up.person.ho_ten")
                + LOOK_UP;
        write("pupils", job);
        assertThat(ofRoutes()).as("as it should be").isEmpty();

        write("pupils", job.replace(right, wrong));

        assertThat(ofRoutes())
                .anyMatch(found -> found.startsWith("routes/pupils.sync.yaml:" + line + ": ") && found.contains(word));
    }

    @Test
    void whatNobodyClassifiedIsNotAskedWithAndAnAnswerHasAClass() throws IOException {
        Files.writeString(
                home.resolve("connectors/dan-cu.connector.yaml"),
                REGISTER.replace("datasets: { tim: { from: tim, classes: { \"*\": personal } } }", ""));
        Path file = home.resolve("connectors/smas-hanoi.connector.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("so_dinh_danh: personal, ", "").replace(", \"*\": internal", ""));
        write("pupils", JOB.replace("year: nam_hoc", "year: nam_hoc\n  full_name: look_up.person.ho_ten") + LOOK_UP);

        assertThat(ofRoutes())
                .anyMatch(line -> line.startsWith("routes/pupils.sync.yaml:20: ")
                        && line.contains("\"so_dinh_danh\" of smas-hanoi/pupils")
                        && line.contains("H26 for H29"))
                .anyMatch(line -> line.startsWith("routes/pupils.sync.yaml:13: ")
                        && line.contains("\"ho_ten\" of dan-cu/tim")
                        && line.contains("H29 for G03"));
    }

    private List<String> ofRoutes() {
        said();
        return lines.stream().filter(line -> line.startsWith("routes/")).toList();
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

    @Test
    void theFilesOfTheSampleAreWithoutFault() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));

        assertThat(said()).as(String.join("\n", lines)).isZero();
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
