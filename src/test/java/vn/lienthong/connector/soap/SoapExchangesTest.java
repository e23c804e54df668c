package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.datatype.DatatypeFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Exchange;
import vn.lienthong.testing.SoapPartner;

/** What is noted of exchanges with a partner tells how envelopes were made, and nothing that stood in them. */
class SoapExchangesTest {
    private static final String FIND = "find: { operation: FindPupil }";

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
    void empty() {
        partner.rows().clear();
    }

    private static SoapWay way() {
        return new SoapWay(partner.port(), wsdl).operations(FIND);
    }

    private static SoapPartner.Pupil pupil(String code, String name) throws Exception {
        SoapPartner.Pupil pupil = new SoapPartner.Pupil();
        pupil.code = code;
        pupil.name = name;
        pupil.grade = 7;
        pupil.born = DatatypeFactory.newInstance().newXMLGregorianCalendar("2013-05-06");
        return pupil;
    }

    @Test
    void theFormOfEnvelopesIsThereAndTheirValuesAreNot() throws Exception {
        partner.rows().add(pupil("015315000214", "Nguyễn Thị Thảo"));
        SoapWay way = way();
        way.call("find", "code", "015315000214");
        assertThat(way.noted()).hasSize(1);
        Exchange one = way.noted().get(0);
        assertThat(one.operation()).isEqualTo("find");
        assertThat(one.good()).isTrue();
        assertThat(one.request())
                .startsWith("POST /services/pupils\n")
                .contains("Content-Type: text/xml; charset=UTF-8", "<FindPupil xmlns=\"urn:partner:pupils\">")
                .contains("<code xmlns=\"\">############</code>")
                .doesNotContain("015315");
        assertThat(one.answer())
                .startsWith("200\n")
                .contains("<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\">")
                .contains("<name>«1–15»</name>", "<grade>«#1–8»</grade>", "<born>####-##-##</born>")
                .doesNotContain("Nguyễn", "015315", "2013");
    }

    @Test
    void aFaultShowsItsCodeAndNotItsWords() {
        SoapWay way = way();
        way.call("find", "code", "wrong-015315000214");
        assertThat(way.noted()).hasSize(1);
        Exchange one = way.noted().get(0);
        assertThat(one.good()).isFalse();
        assertThat(one.status()).isEqualTo(500);
        assertThat(one.answer())
                .contains("<faultcode xmlns=\"\">Client</faultcode>", "<faultstring xmlns=\"\">«32–63»</faultstring>")
                .doesNotContain("015315", "no such code");
    }

    @Test
    void noValueIsInWhatIsNoted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<String> values = new ArrayList<>();
            SoapPartner.Pupil pupil = pupil(kept(values, random), kept(values, random));
            pupil.source = kept(values, random);
            partner.rows().add(pupil);
            SoapWay way = way().with("auth", "basic").with("username", "hub").secret("password", kept(values, random));
            way.call("find", "code", pupil.code);
            way.call("find", "code", random.nextBoolean() ? "wrong" + kept(values, random) : kept(values, random));
            assertThat(way.noted()).as("seed %d", seed).hasSize(2);
            for (Exchange one : way.noted()) {
                assertThat(values).as("seed %d", seed).allSatisfy(value -> assertThat(
                                one.request() + one.answer() + one.failure())
                        .doesNotContainIgnoringCase(value));
            }
        }
    }

    /** A word or an id, of so many letters that it stands nowhere by chance. */
    private static String kept(List<String> values, Random random) {
        String letters = random.nextBoolean() ? "ăâbcđeghiklmnoơpqrsư" : "0123456789";
        StringBuilder value = new StringBuilder();
        for (int letter = 7 + random.nextInt(40); letter > 0; letter--) {
            value.append(letters.charAt(random.nextInt(letters.length())));
        }
        values.add(value.toString());
        return value.toString();
    }
}
