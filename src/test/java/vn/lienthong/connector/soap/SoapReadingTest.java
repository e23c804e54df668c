package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.datatype.DatatypeFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.SoapPartner;

/** Rows come out of a service as its WSDL describes them. */
class SoapReadingTest {
    private static final String LIST = """
            pupils:
              operation: ListPupils
              paging: { by: page, parameter: page, size_parameter: size, size: 4, total: /page/total }
              since: { parameter: since, column: changed }
            """;

    private static SoapPartner partner;
    private static Map<String, String> wsdl;

    @BeforeAll
    static void start() {
        partner = new SoapPartner();
        wsdl = partner.wsdl();
    }

    @AfterAll
    static void stop() {
        partner.close();
    }

    @BeforeEach
    void seed() throws Exception {
        partner.asked().clear();
        partner.rows().clear();
        for (int i = 1; i <= 10; i++) {
            SoapPartner.Pupil pupil = new SoapPartner.Pupil();
            pupil.code = "k" + i;
            pupil.name = "Vừ Mí <Ổn> & " + i;
            pupil.grade = i;
            pupil.born = DatatypeFactory.newInstance().newXMLGregorianCalendar("2015-03-%02d".formatted(i));
            pupil.changed =
                    DatatypeFactory.newInstance().newXMLGregorianCalendar("2026-11-%02dT07:00:00+07:00".formatted(i));
            partner.rows().add(pupil);
        }
    }

    private static SoapWay way() {
        return new SoapWay(partner.port(), wsdl).operations(LIST);
    }

    @Test
    void columnsComeFromTheWsdl() {
        try (Session session = way().open()) {
            assertThat(((Discovers) session).describe("pupils").schema().columns())
                    .extracting(Column::name, Column::type)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("code", ValueType.TEXT),
                            org.assertj.core.groups.Tuple.tuple("name", ValueType.TEXT),
                            org.assertj.core.groups.Tuple.tuple("grade", ValueType.INTEGER),
                            org.assertj.core.groups.Tuple.tuple("born", ValueType.DATE),
                            org.assertj.core.groups.Tuple.tuple("changed", ValueType.MOMENT),
                            org.assertj.core.groups.Tuple.tuple("source", ValueType.TEXT));
        }
    }

    @Test
    void aListIsReadPartByPartAndOnlyByTheOperationThatIsNamed() {
        List<List<Object>> rows = way().snapshot("pupils").rows();
        assertThat(rows).hasSize(10);
        assertThat(rows.get(2)).startsWith("k3", "Vừ Mí <Ổn> & 3", 3L, LocalDate.of(2015, 3, 3));
        assertThat(rows.get(2).get(5)).isNull();
        assertThat(partner.asked())
                .hasSize(3)
                .allMatch(asked -> asked.startsWith("ListPupils"))
                .contains("ListPupils page=2 size=4 since=null");
    }

    @Test
    void onlyWhatIsNewIsAskedForOnceARunHasSeenAll() throws Exception {
        SoapWay.Read first = way().newer("pupils", "changed", null);
        assertThat(first.rows()).hasSize(10);
        SoapPartner.Pupil late = new SoapPartner.Pupil();
        late.code = "k11";
        late.changed = DatatypeFactory.newInstance().newXMLGregorianCalendar("2026-11-20T00:00:00Z");
        partner.rows().add(late);
        SoapWay.Read second = way().newer("pupils", "changed", first.position());
        assertThat(second.rows()).extracting(row -> row.get(0)).containsExactly("k10", "k11");
    }

    @Test
    void settingsThatTheWsdlDoesNotKnowAreNamed() {
        refused(SoapError.OPERATION_UNKNOWN, "ListPupils", "pupils: { operation: Pupils }");
        refused(SoapError.INPUT_UNKNOWN, "/page", "pupils: { operation: ListPupils, input: { pages: 1 } }");
        refused(
                SoapError.INPUT_UNKNOWN,
                "/size",
                "pupils: { operation: ListPupils, paging: { by: page, parameter: Page } }");
        refused(HttpError.DESCRIPTION_WRONG, "since.column", LIST.replace("column: changed", "column: change"));
        refused(SoapError.INPUT_MISSING, "/code", "pupils: { operation: FindPupil }");
    }

    private static void refused(ErrorCode code, String named, String operations) {
        HubException refused = catchThrowableOfType(
                HubException.class, () -> way().operations(operations).snapshot("pupils"));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.getMessage()).contains(named).contains("partner");
    }

    @Test
    void aWsdlThatChangedAtThePartnersIsAWarningAndChangesNothing() {
        assertThat(way().examine("pupils"))
                .filteredOn(check -> check.step().equals("drift"))
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.OK);
        Map<String, String> before =
                Map.of("pupils.wsdl", wsdl.get("pupils.wsdl").replaceAll("<xs:element[^>]*name=\"source\"[^>]*/>", ""));
        SoapWay way = new SoapWay(partner.port(), before).operations(LIST);
        assertThat(way.examine("pupils"))
                .filteredOn(check -> check.outcome() == Check.Outcome.WARNING)
                .extracting(Check::step)
                .containsExactlyInAnyOrder("tls", "drift");
        assertThat(way.snapshot("pupils").rows().get(0)).hasSize(5);
    }

    @Test
    void theDoctorCallsNothingThatNobodyPinned() {
        SoapWay way = way().operations("all: { operation: AaaDeleteAll }");
        assertThat(way.examine()).extracting(Check::outcome).doesNotContain(Check.Outcome.FAILED);
        assertThat(partner.asked()).isEmpty();
        way.operations("all: { operation: AaaDeleteAll }\nfind: { operation: FindPupil, input: { code: k1 } }")
                .with("trial", "find");
        assertThat(way.examine())
                .extracting(Check::step)
                .containsExactly("wsdl", "resolve", "reach", "tls", "sign-in", "read", "drift");
        assertThat(partner.asked()).containsExactly("FindPupil k1");
    }

    @Test
    void aQuestionThatIsPinnedForItsClassesIsNotCalledWithoutAnythingToAsk() {
        SoapWay way = way().operations(
                        "find: { operation: FindPupil }\nlist: { operation: ListPupils, input: { page: 1, size: 10 } }")
                .with("trial", "list");
        assertThat(way.examine("find")).extracting(Check::outcome).doesNotContain(Check.Outcome.FAILED);
        assertThat(partner.asked()).hasSize(1).allMatch(asked -> asked.startsWith("ListPupils"));
    }

    @Test
    void soap12IsSpokenWhereTheWsdlSaysSo() {
        try (SoapPartner twelve = new SoapPartner(true, null, null, Map.of("pupils", List.of()))) {
            twelve.rows().addAll(partner.rows());
            SoapWay way = new SoapWay(twelve.port(), twelve.wsdl()).operations(LIST + "find: { operation: FindPupil }");
            assertThat(way.snapshot("pupils").rows()).hasSize(10);
            Answer answer = way.call("find", "code", "k4", "fault");
            assertThat(SoapWay.values(answer.rows()).get(0)).startsWith("k4");
            assertThat(answer.rejected()).extracting(Rejection::code).containsExactly("soap.fault");
        }
    }
}
