package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.datatype.DatatypeFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Column;
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
}
