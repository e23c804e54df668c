package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.cxf.bus.CXFBusFactory;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.Paces;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.Dripping;

/** What a partner answers that is none of what its WSDL says becomes no row, no words of the hub's and no load on it. */
class SoapStrangeAnswersTest {
    static final String WSDL = """
            <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
                xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
              <types><x:schema targetNamespace="urn:t" elementFormDefault="qualified">
                <x:element name="List"><x:complexType/></x:element>
                <x:element name="ListResponse"><x:complexType><x:sequence>
                  <x:element name="pupil" minOccurs="0" maxOccurs="unbounded"><x:complexType>
                    <x:sequence><x:element name="name" type="x:string"/></x:sequence>
                    <x:attribute name="code" type="x:string" use="required"/>
                  </x:complexType></x:element>
                </x:sequence></x:complexType></x:element>
              </x:schema></types>
              <message name="Ask"><part name="p" element="t:List"/></message>
              <message name="Say"><part name="p" element="t:ListResponse"/></message>
              <portType name="Type"><operation name="List">
                <input message="t:Ask"/><output message="t:Say"/></operation></portType>
              <binding name="Soap" type="t:Type"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
                <operation name="List"><s:operation soapAction="urn:list"/>
                <input><s:body use="literal"/></input><output><s:body use="literal"/></output></operation></binding>
              <service name="Service"><port name="Port" binding="t:Soap"><s:address location="http://169.254.169.254/"/></port></service>
            </definitions>
            """;
    private static final String PUPIL = "<pupil code='001209000123'><name>An</name></pupil>";

    private static String envelope(String body) {
        return "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>" + body
                + "</e:Body></e:Envelope>";
    }

    private static String list(String rows) {
        return envelope("<ListResponse xmlns='urn:t'>" + rows + "</ListResponse>");
    }

    private static SoapWay way(int port) {
        return new SoapWay(port, Map.of("a.wsdl", WSDL)).operations("rows: { operation: List }");
    }

    private static HubException refused(Saying partner) {
        HubException refused = catchThrowableOfType(
                HubException.class, () -> way(partner.port()).snapshot("rows"));
        assertThat(refused).isNotNull();
        StringWriter whole = new StringWriter();
        refused.printStackTrace(new PrintWriter(whole));
        assertThat(whole + " " + refused.arguments()).doesNotContain("001209000123");
        return refused;
    }

    private static void refused(ErrorCode code, int status, String type, String body) throws IOException {
        try (Saying partner = new Saying(status, type, body)) {
            assertThat(refused(partner).code()).isEqualTo(code);
        }
    }

    @Test
    void rowsWithAttributesAndWithoutWordsOfTheHubComeIn() throws IOException {
        try (Saying partner = new Saying(200, "text/xml", list(PUPIL + PUPIL))) {
            assertThat(way(partner.port()).snapshot("rows").rows()).hasSize(2).allSatisfy(row -> assertThat(row)
                    .containsExactly("An", "001209000123"));
        }
        try (Saying partner = new Saying(200, "text/xml", list(""))) {
            assertThat(way(partner.port()).snapshot("rows").rows()).isEmpty();
        }
    }

    @Test
    void whatTheDescriptionDoesNotSayIsRefusedAndNoNull() throws IOException {
        String other = PUPIL.replace("<name>", "<name xmlns='urn:other'>");
        refused(SoapError.OTHER_THAN_DESCRIBED, 200, "text/xml", list(other));
        refused(SoapError.OTHER_THAN_DESCRIBED, 200, "text/xml", envelope("<ListResponse xmlns='urn:v2'/>"));
        refused(SoapError.OTHER_THAN_DESCRIBED, 200, "text/xml", envelope("<Other xmlns='urn:t'/>"));
        refused(
                SoapError.OTHER_THAN_DESCRIBED,
                200,
                "text/xml",
                list("<pupil code='1'><name>001209000123</name><name>B</name></pupil>"));
    }

    @Test
    void faultsAreToldByTheirCodeAndNeverByTheirWords() throws IOException {
        String fault = envelope("<e:Fault><faultcode>e:%s</faultcode><faultstring>pupil 001209000123</faultstring>"
                + "<detail><row xmlns=''>001209000123</row></detail></e:Fault>");
        refused(SoapError.DECLINED, 500, "text/xml", fault.formatted("Client"));
        refused(SoapError.DECLINED, 500, "text/xml", fault.formatted("Client.P001209000123"));
        try (Saying partner = new Saying(500, "text/xml", fault.formatted("Server"))) {
            assertThat(refused(partner).code()).isEqualTo(SoapError.FAULT);
            assertThat(partner.asked())
                    .as("whether it passes, the hub finds out with its next run")
                    .isEqualTo(1);
        }
        refused(
                HttpError.SIGN_IN_REFUSED,
                500,
                "text/xml",
                fault.formatted("x").replace("<faultcode>e:x", "<faultcode xmlns:w='urn:w'>w:FailedAuthentication"));
    }

    @Test
    void bombsAndWhatLeadsOutsideAreRefusedAtOnce() throws IOException {
        Instant start = Instant.now();
        String bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
        refused(SoapError.HOSTILE, 200, "text/xml", bomb + list("<pupil code='1'><name>&b;</name></pupil>"));
        String file = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>";
        refused(SoapError.HOSTILE, 200, "text/xml", file + list("<pupil code='1'><name>&a;</name></pupil>"));
        refused(SoapError.HOSTILE, 200, "text/xml", list("<pupil code='1'><name>&a;</name></pupil>"));
        refused(SoapError.HOSTILE, 200, "text/xml", list("<a>".repeat(200) + "</a>".repeat(200)));
        refused(SoapError.HOSTILE, 200, "text/xml", list(PUPIL).replace("</name>", "</n001209000123>"));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whatIsNoSoapIsNamed() throws IOException {
        refused(SoapError.NOT_SOAP, 200, "text/html", "<html>001209000123</html>");
        refused(SoapError.NOT_SOAP, 200, "multipart/related; type=\"application/xop+xml\"; boundary=b", "--b\r\n");
        refused(SoapError.NOT_SOAP, 200, "text/xml", "");
        refused(SoapError.NOT_SOAP, 200, "text/xml", "<a>001209000123</a>");
        refused(HttpError.PATH_UNKNOWN, 404, "text/html", "001209000123");
        refused(HttpError.SIGN_IN_REFUSED, 401, "text/html", "001209000123");
        refused(HttpError.NOT_ALLOWED, 403, "text/html", "001209000123");
        refused(HttpError.ANSWER_TOO_LARGE, 200, "text/xml", list(PUPIL.repeat(100_000)));
        try (Saying elsewhere = new Saying(200, "text/xml", list(PUPIL));
                Saying partner = new Saying(307, "text/xml", "")
                        .location("http://127.0.0.1:" + elsewhere.port() + "/services/pupils")) {
            assertThat(refused(partner).code()).isEqualTo(HttpError.REDIRECTED);
            assertThat(elsewhere.asked()).isZero();
        }
    }

    @Test
    void aHeaderThatMustBeUnderstoodIsUnderstoodOrTheAnswerIsNotTaken() throws IOException {
        String header = "<e:Header><w:Security xmlns:w='%s' e:mustUnderstand='1'/></e:Header><e:Body>";
        String security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
        try (Saying partner =
                new Saying(200, "text/xml", list(PUPIL).replace("<e:Body>", header.formatted(security)))) {
            assertThat(way(partner.port()).snapshot("rows").rows()).hasSize(1);
        }
        refused(
                SoapError.HEADER_UNKNOWN,
                200,
                "text/xml",
                list(PUPIL).replace("<e:Body>", header.formatted("urn:001209000123")));
    }

    private static HubException looked(int port, Duration limit) {
        Opening opening = way(port).opening();
        Map<String, SoapOperation> operations =
                SoapOperation.all(opening, Wsdl.of(Map.of("a.wsdl", WSDL)).port(Optional.empty()));
        try (SoapAsking asking =
                new SoapAsking(new CXFBusFactory().createBus(), opening, new Paces().of(opening), false)) {
            return catchThrowableOfType(
                    HubException.class, () -> asking.look(Objects.requireNonNull(operations.get("rows")), limit));
        }
    }

    @Test
    void anAnswerThatIsCutShortIsNoRow() throws IOException {
        try (Saying partner = new Saying(200, "text/xml", list(PUPIL)).cutShort(100)) {
            assertThat(looked(partner.port(), Duration.ofSeconds(5)).code()).isEqualTo(ConnectorError.LOST);
        }
    }

    @Test
    void anAnswerThatComesDropByDropEndsByTheClockOnTheWall() throws IOException {
        try (Dripping partner = new Dripping()) {
            Instant start = Instant.now();
            assertThat(looked(partner.port(), Duration.ofMillis(500)).code()).isEqualTo(HttpError.TOO_SLOW);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }
}
