package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Legal instruments as they are written, and how an agreement stands on them from one day to the next. */
class InstrumentTest {
    private static final LocalDate LAST = LocalDate.of(2027, 6, 30);

    private static final String DECREE = """
            instrument: nd-13-2023
            kind: decree
            number: 13/2023/NĐ-CP
            issued: 2023-04-17
            issuer: Chính phủ
            title: { vi: Bảo vệ dữ liệu cá nhân, en: Protection of personal data }
            agency: G03
            from: 2023-07-01
            until: 2027-06-30
            link: https://vbpl.example/13-2023
            """;

    private static Instrument read(String yaml) {
        return new InstrumentReader(new DocumentKinds())
                .read(Document.parse("routes/nd-13-2023.instrument.yaml", yaml), "nd-13-2023");
    }

    @Test
    void whatIsWrittenIsRead() {
        Instrument decree = read(DECREE);

        assertThat(decree.cited()).isEqualTo(new Text("Nghị định 13/2023/NĐ-CP", "Decree 13/2023/NĐ-CP"));
        assertThat(decree.validity()).isEqualTo(Text.same("01/07/2023 – 30/06/2027"));
        assertThat(decree.ofFile()).isTrue();
    }

    @Test
    void aNumberIsTheSameHoweverItsLettersArePutTogether() {
        String apart = Normalizer.normalize("05/2023/QĐ-UBNDÂ", Normalizer.Form.NFD);
        String decision = DECREE.replace("decree", "decision").replace("13/2023/NĐ-CP", apart);

        assertThat(read(decision).number()).isEqualTo("05/2023/QĐ-UBNDÂ").isNotEqualTo(apart);
    }

    @ParameterizedTest
    @CsvSource({
        "law, 91/2025/QH15, 2025",
        "ordinance, 04/2020/UBTVQH14, 2020",
        "resolution, 71/NQ-CP, 2025",
        "resolution, 57/2022/QH15, 2022",
        "decree, 278/2025/NĐ-CP, 2025",
        "decision, 2439/QĐ-TTg, 2025",
        "decision, 20/2020/QĐ-TTg, 2020",
        "directive, 05/CT-TTg, 2023",
        "circular, 37/2021/TT-BGDĐT, 2021",
        "circular, 23/2006/TTLT-BGDĐT-BNV, 2006",
        "protocol, 118/2025/QCPH-BGDĐT-BHXH, 2025",
    })
    void numbersAreTakenAsTheyArePrinted(String kind, String number, int year) {
        String parties = kind.equals("protocol") ? "parties: [G03, G26]\n" : "";
        Instrument taken = read(DECREE.replace("kind: decree", "kind: " + kind)
                        .replace("13/2023/NĐ-CP", number)
                        .replace("issued: 2023", "issued: " + year)
                        .replace("from: 2023", "from: " + year)
                + parties);

        assertThat(taken.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13/2023/NĐ-CP | 13/2023/ND-CP | 3 | 13/2023/NĐ-CP",
                "13/2023/NĐ-CP | 13-2023-NĐ-CP | 3 | 13/2023/NĐ-CP",
                "13/2023/NĐ-CP | 37/2021/TT-BGDĐT | 3 | Decree",
                "kind: decree | kind: law | 3 | 91/2025/QH15",
                "kind: decree | kind: protocol | 2 | parties",
                "issued: 2023-04-17 | issued: 2022-04-17 | 4 | 2022-04-17",
                "issued: 2023-04-17 | issued: 17/4/2023 | 4 | 17/4/2023",
                "until: 2027-06-30 | until: 2022-06-30 | 9 | 2022-06-30",
                "until: 2027-06-30 | replaced_by: nd-356-2025 | 9 | until",
                "https://vbpl | http://vbpl | 10 | https",
                "https://vbpl | javascript:vbpl | 10 | https",
                "until: 2027-06-30 | parties: [G03, G26] | 9 | protocol",
            })
    void aMistakeIsFoundAtItsLine(String right, String wrong, int line, String word) {
        assertThat(wrongs(DECREE.replace(right, wrong))).anySatisfy(found -> assertThat(found)
                .startsWith("routes/nd-13-2023.instrument.yaml:" + line + ": ")
                .contains(word));
    }

    private static List<String> wrongs(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (DocumentException wrong) {
            return List.of(wrong.getMessage().split("\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2023-06-30, TO_COME", // the day before it is in force
        "2023-07-01, FIRM",
        "2027-05-01, FIRM", // 61 days left
        "2027-05-02, ENDING", // 60, the last one counted
        "2027-06-30, ENDING",
        "2027-07-01, LAPSED",
    })
    void anAgreementStandsOnItFromItsFirstDayToItsLast(LocalDate day, Basis.State state) {
        Basis basis = Basis.of(resting("nd-13-2023"), Map.of("nd-13-2023", read(DECREE)), day);

        assertThat(basis.state()).isEqualTo(state);
        assertThat(basis.carries()).isEqualTo(state == Basis.State.FIRM || state == Basis.State.ENDING);
    }

    @Test
    void anAgreementStandsOnAllThatItNames() {
        Instrument decree = read(DECREE);
        Instrument noEnd = read(DECREE.replace("until: 2027-06-30\n", ""));
        Map<String, Instrument> known = Map.of("nd-13-2023", decree, "no-end", noEnd);
        Agreement both = resting("no-end", "nd-13-2023");

        assertThat(Basis.of(both, known, LAST).state()).isEqualTo(Basis.State.ENDING);
        assertThat(Basis.of(both, known, LAST.plusDays(1)).carries()).isFalse();
        assertThat(Basis.of(both, known, LAST.plusDays(1)).weakest().name()).isEqualTo("nd-13-2023");
        assertThat(Basis.of(resting("no-end"), known, LAST.plusDays(1)).state()).isEqualTo(Basis.State.FIRM);
        Basis unrecorded = Basis.of(resting("no-end", "unheard-of"), known, LAST);
        assertThat(unrecorded.state()).isEqualTo(Basis.State.UNRECORDED);
        assertThat(unrecorded.carries()).isTrue();
    }

    @Test
    void oneThatLastsAsLongAsTheAgreementIsNoNews() {
        Map<String, Instrument> known = Map.of("nd-13-2023", read(DECREE));

        assertThat(Basis.of(resting(LAST.plusDays(1), "nd-13-2023"), known, LAST.minusDays(5))
                        .state())
                .isEqualTo(Basis.State.ENDING);
        assertThat(Basis.of(resting(LAST, "nd-13-2023"), known, LAST.minusDays(5))
                        .state())
                .isEqualTo(Basis.State.FIRM);
    }

    private static Agreement resting(String... names) {
        return resting(LocalDate.of(2030, 12, 31), names);
    }

    private static Agreement resting(LocalDate until, String... names) {
        return new Agreement(
                "pupil-status.bhxh",
                ServiceId.parse("pupil-status/1"),
                new AgencyCode("G26"),
                Text.same("x"),
                List.of(names),
                List.of("status"),
                Map.of(),
                null,
                null,
                false,
                1,
                1,
                LocalDate.of(2020, 1, 1),
                until,
                null,
                Document.parse("routes/x.agreement.yaml", "agreement: x"));
    }
}
