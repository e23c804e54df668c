package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;

/** Files of services and agreements are checked without a hub: each mistake is found at its line, with what is nearest. */
class ValidateServicesTest {
    private static final String SERVICE = """
            service: pupil-status
            version: 1
            title: { vi: Xác nhận đang đi học, en: Enrolment confirmation }
            agency: G03
            dataset: csdl/pupils
            ask: [personal_id, birth_date]
            answer: [full_name, school_code, grade, status]
            offer: [rest]
            """;

    private static final String AGREEMENT = """
            agreement: pupil-status.bhxh
            service: pupil-status/1
            consumer: G26
            purpose: { vi: Xét cấp thẻ bảo hiểm y tế học sinh, en: Pupil health insurance cards }
            legal_basis: [nd-278-2025]
            answer: [school_code, status]
            where: "row.province_code in ['01','79']"
            limits: { per_minute: 600, per_day: 200000 }
            from: 2026-12-01
            until: 2027-12-31
            """;

    @TempDir
    Path home;

    @BeforeEach
    void layOut() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("connectors"), home.resolve("connectors"));
        Files.createDirectories(home.resolve("routes"));
        service(SERVICE);
        agreement(AGREEMENT);
    }

    @Test
    void whatTheDesignShowsIsTaken() {
        assertThat(validate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service: pupil-status | service: pupil-state | 1 | pupil-state",
                "version: 1 | version: 0 | 2 | 1",
                "agency: G03 | agency: G3 | 4 | G3",
                "agency: G03 | agency: H26 | 5 | csdl",
                "csdl/pupils | cdsl/pupils | 5 | csdl",
                "csdl/pupils | csdl/pupil | 5 | csdl/pupils",
                "offer: [rest] | offer: [rest, sap] | 8 | soap",
                "offer: [rest] | person: pupil_id | 8 | birth_date",
                "offer: [rest] | ofer: [rest] | 8 | offer",
                "offer: [rest] | list: { most: 1001 } | 8 | 1000",
                "en: Enrolment confirmation | e: Enrolment confirmation | 3 | en",
            })
    void aMistakeInAServiceIsFoundAtItsLine(String right, String wrong, int line, String word) throws IOException {
        service(SERVICE.replace(right, wrong));

        assertThat(validate())
                .filteredOn(found -> found.startsWith("routes/pupil-status.service.yaml:"))
                .first()
                .asString()
                .startsWith("routes/pupil-status.service.yaml:" + line + ": ")
                .contains(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agreement: pupil-status.bhxh | agreement: pupil-status.bhyt | 1 | bhyt",
                "service: pupil-status/1 | service: pupil-stats/1 | 2 | pupil-status/1",
                "service: pupil-status/1 | service: pupil-status | 2 | slash",
                "consumer: G26 | consumer: BHXH | 3 | BHXH",
                "legal_basis: [nd-278-2025] | legal_basis: [] | 5 | legal_basis",
                "[school_code, status] | [school_code, birth_date] | 6 | full_name, school_code, grade, status",
                "row.province_code in | row.province_code inn | 7 | CEL",
                "row.province_code in ['01','79'] | size(row.province_code) | 7 | int",
                "per_minute: 600 | per_minute: 0 | 8 | per_minute",
                "from: 2026-12-01 | from: 1/12/2026 | 9 | 1/12/2026",
                "until: 2027-12-31 | until: 2025-12-31 | 10 | 2026-12-01",
            })
    void aMistakeInAnAgreementIsFoundAtItsLine(String right, String wrong, int line, String word) throws IOException {
        agreement(AGREEMENT.replace(right, wrong));

        assertThat(validate())
                .first()
                .asString()
                .startsWith("routes/pupil-status.bhxh.agreement.yaml:" + line + ": ")
                .contains(word);
    }

    @Test
    void whatNobodyClassifiedIsNotAnsweredAndColumnsThatAreLaidDownAreKnown() throws IOException {
        Path file = home.resolve("connectors/csdl.connector.yaml");
        String connector = Files.readString(file);
        Files.writeString(file, connector.replace(", \"*\": internal", ""));
        assertThat(validate())
                .anyMatch(line -> line.startsWith("routes/pupil-status.service.yaml:7: ")
                        && line.contains("\"status\"")
                        && line.endsWith("classes: { status: personal }."));

        Files.writeString(
                file,
                connector.replace(
                        "key: [pupil_id]",
                        "columns: [pupil_id, personal_id, birth_date, full_name, school_code, grade, status]\n    key: [pupil_id]"));
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.bhxh.agreement.yaml:7: ")
                .contains("province_code");
    }

    @Test
    void aListIsOfferedOverRestWithWhomItIsAboutAndAgreedOnWhereItIsOffered() throws IOException {
        String listing = SERVICE + "list: { most: 500 }\n";
        service(listing);
        agreement(AGREEMENT + "list: true\n");
        assertThat(validate()).isEmpty();

        service(SERVICE);
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.bhxh.agreement.yaml:11: ")
                .contains("gives no lists", "list: { most: 500 }");
        service(listing.replace("[rest]", "[soap]"));
        agreement(AGREEMENT);
        assertThat(validate())
                .anyMatch(line -> line.startsWith("routes/pupil-status.service.yaml:9: ") && line.contains("REST"));
        service(listing.replace("[personal_id, birth_date]", "[school_code]"));
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.service.yaml:9: ")
                .contains("\"full_name\"", "whose data");
        service(listing.replace("[personal_id, birth_date]", "[school_code]").replace("full_name, ", ""));
        assertThat(validate()).isEmpty();
    }

    @Test
    void aServiceMayAskAPartnersSystemAsItsDescriptionHasIt() throws IOException {
        Files.delete(home.resolve("routes/pupil-status.bhxh.agreement.yaml"));
        String asking = SERVICE.replace("agency: G03", "agency: G01")
                .replace("csdl/pupils", "dan-cu/xac-minh")
                .replace("[personal_id, birth_date]", "[so_dinh_danh, ngay_sinh]")
                .replace("[full_name, school_code, grade, status]", "[ket_luan, ho_ten]");
        service(asking);
        assertThat(validate()).isEmpty();
        service(asking + "cache: 1h\n");
        assertThat(validate()).isEmpty();
        service(asking + "list: { most: 10 }\n");
        assertThat(validate())
                .anyMatch(line -> line.startsWith("routes/pupil-status.service.yaml:9: ")
                        && line.contains("one question at a time"));
        service(asking.replace("[so_dinh_danh, ngay_sinh]", "[so_dinh_danh]"));
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.service.yaml:6: ")
                .contains("ngay_sinh");
        service(asking.replace("ngay_sinh]", "ngay_sin]"));
        assertThat(validate())
                .anyMatch(
                        line -> line.startsWith("routes/pupil-status.service.yaml:6: ") && line.contains("ngay_sinh"));
        service(asking.replace("[ket_luan, ho_ten]", "[ket_luan, ten]"));
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.service.yaml:7: ")
                .contains("ho_ten");
        service(SERVICE + "cache: 1h\n");
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.service.yaml:9: ")
                .contains("cache");
    }

    @Test
    void anAgencyHasOneAgreementForAServiceAtATime() throws IOException {
        Path other = home.resolve("routes/pupil-status.vss.agreement.yaml");
        String second = AGREEMENT.replace("pupil-status.bhxh", "pupil-status.vss");
        Files.writeString(other, second);
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.vss.agreement.yaml:3: ")
                .contains("G26", "pupil-status.bhxh");
        Files.writeString(
                other, second.replace("from: 2026-12-01", "from: 2028-01-01").replace("2027-12-31", "2028-12-31"));
        assertThat(validate()).isEmpty();
    }

    @Test
    void aServiceHasItsVersionsSideBySideAndEachOnce() throws IOException {
        Path second = home.resolve("routes/pupil-status.v2.service.yaml");
        Files.writeString(second, SERVICE.replace("version: 1", "version: 2"));
        assertThat(validate()).isEmpty();

        Files.writeString(second, SERVICE);
        assertThat(validate())
                .singleElement()
                .asString()
                .startsWith("routes/pupil-status.v2.service.yaml:1: ")
                .contains("another");
        Files.delete(second);
        Files.writeString(home.resolve("routes/pupil-status.v1.service.yaml"), SERVICE);
        assertThat(validate()).singleElement().asString().contains("already", "pupil-status/1");
    }

    private void service(String yaml) throws IOException {
        Files.writeString(home.resolve("routes/pupil-status.service.yaml"), yaml);
    }

    private void agreement(String yaml) throws IOException {
        Files.writeString(home.resolve("routes/pupil-status.bhxh.agreement.yaml"), yaml);
    }

    private List<String> validate() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        new CommandLineDoor(HubApplication.class, Locale.ENGLISH, printed, printed).enter("validate", home.toString());
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.subList(0, lines.size() - 1);
    }
}
