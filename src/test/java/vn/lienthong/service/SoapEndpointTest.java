package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.cxf.bus.CXFBusFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Xml;

/** Envelopes are opened once, whole and with nothing fetched; what is hostile is refused at once, in the hub's own words. */
class SoapEndpointTest {
    private static final String ELEVEN = SoapEndpoints.space(false);
    private static final String TWELVE = SoapEndpoints.space(true);
    private static final String ASKED = "<ask xmlns='urn:x'><id>7</id></ask>";
    private static final SoapEndpoint OLD = new SoapEndpoint(new CXFBusFactory().createBus(), false);
    private static final SoapEndpoint NEW = new SoapEndpoint(new CXFBusFactory().createBus(), true);

    /** Answers with what it was asked. */
    private static final class Echo implements Enveloped {
        private final List<String> asked = new ArrayList<>();
        private final List<Boolean> unread = new ArrayList<>();

        @Override
        public String answer(Element question) {
            asked.add(
                    question.children().isEmpty()
                            ? question.text()
                            : question.children().get(0).text());
            return "<said xmlns='urn:x'>" + Xml.escaped(String.join("", asked)) + "</said>";
        }

        @Override
        public Refused unread(boolean header) {
            unread.add(header);
            return Refused.of(400, header ? ServiceError.HEADER_UNKNOWN : ServiceError.ASK_NO_ENVELOPE, Map.of());
        }

        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }
    }

    private static String envelope(String space, String header, String body) {
        return "<e:Envelope xmlns:e='" + space + "'>" + header + "<e:Body>" + body + "</e:Body></e:Envelope>";
    }

    private static SoapReply sent(SoapEndpoint endpoint, String envelope, Enveloped by) {
        return endpoint.exchange(envelope.getBytes(StandardCharsets.UTF_8), by);
    }

    private static String text(SoapReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aQuestionIsAnsweredInTheVersionItCameIn() {
        SoapReply old = sent(OLD, envelope(ELEVEN, "<e:Header><x:Any xmlns:x='urn:y'/></e:Header>", ASKED), new Echo());
        assertThat(old.status()).isEqualTo(200);
        assertThat(old.contentType()).isEqualTo("text/xml; charset=UTF-8");
        assertThat(text(old)).contains(ELEVEN, "<said xmlns=\"urn:x\">7</said>");

        SoapReply fresh = sent(NEW, envelope(TWELVE, "", ASKED), new Echo());
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.contentType()).startsWith("application/soap+xml").endsWith("charset=UTF-8");
        assertThat(text(fresh)).contains(TWELVE, "7</said>");
    }

    @Test
    void textsArriveAsTheyAre() {
        String marked = "\uFEFF<?xml version='1.0' encoding='utf-8'?>"
                + envelope(ELEVEN, "", ASKED.replace("7", "Ánh Đức &lt;ộ"));

        assertThat(text(sent(OLD, marked, new Echo()))).contains(">Ánh Đức &lt;ộ</said>");
    }

    @Test
    void aRefusalIsACodedFault() {
        Enveloped refusing = new Enveloped() {
            @Override
            public String answer(Element question) {
                throw new RefusedCall(Refused.limited(7));
            }

            @Override
            public Refused unread(boolean header) {
                throw new IllegalStateException();
            }

            @Override
            public Locale locale() {
                return Locale.ENGLISH;
            }
        };
        SoapReply old = sent(OLD, envelope(ELEVEN, "", ASKED), refusing);
        assertThat(old.status()).isEqualTo(500);
        assertThat(old.seconds()).isEqualTo(7);
        assertThat(text(old))
                .contains("<faultcode>soap:Client</faultcode>", ">service.LIMIT_REACHED</", "<seconds>7</seconds>");
        SoapReply fresh = sent(NEW, envelope(TWELVE, "", ASKED), refusing);
        assertThat(fresh.status()).isEqualTo(400);
        assertThat(text(fresh)).contains("soap:Sender", ">service.LIMIT_REACHED</");
    }

    static Stream<Arguments> hostile() {
        String head = "<e:Envelope xmlns:e='" + ELEVEN + "'>";
        String bomb = "<!DOCTYPE x [<!ENTITY a 'CANARY'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>";
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no XML", "CANARY"),
                Arguments.of("a declaration that is none", "<?xml version='CANARY'?>" + envelope(ELEVEN, "", ASKED)),
                Arguments.of("another document", "<CANARY/>"),
                Arguments.of("an unknown version", envelope("urn:CANARY", "", ASKED)),
                Arguments.of("the other version", envelope(TWELVE, "", ASKED)),
                Arguments.of("a document type", "<!DOCTYPE x>" + envelope(ELEVEN, "", ASKED)),
                Arguments.of("an entity bomb", bomb + envelope(ELEVEN, "", "<ask>&d;</ask>")),
                Arguments.of(
                        "an outside entity in the header",
                        outside(envelope(ELEVEN, "<e:Header><x>&x;</x></e:Header>", ASKED))),
                Arguments.of("an outside entity", outside(envelope(ELEVEN, "", "<ask>&x;</ask>"))),
                Arguments.of(
                        "an outside parameter entity",
                        "<!DOCTYPE x [<!ENTITY % x SYSTEM 'FILE'> %x;]>" + envelope(ELEVEN, "", ASKED)),
                Arguments.of("an entity nobody declared", envelope(ELEVEN, "", "<ask>&CANARY;</ask>")),
                Arguments.of("deep nesting", envelope(ELEVEN, "", "<a>".repeat(3_000) + "</a>".repeat(3_000))),
                Arguments.of(
                        "deep nesting in a header",
                        envelope(
                                ELEVEN,
                                "<e:Header>" + "<a>".repeat(2_000) + "</a>".repeat(2_000) + "</e:Header>",
                                ASKED)),
                Arguments.of("many attributes", envelope(ELEVEN, "", "<ask " + attributes(300) + "/>")),
                Arguments.of("two questions", envelope(ELEVEN, "", ASKED + ASKED)),
                Arguments.of("text behind the question", envelope(ELEVEN, "", ASKED + "CANARY")),
                Arguments.of(
                        "two bodies",
                        head + "<e:Body>" + ASKED + "</e:Body><e:Body>" + ASKED + "</e:Body></e:Envelope>"),
                Arguments.of("two envelopes", envelope(ELEVEN, "", ASKED) + envelope(ELEVEN, "", ASKED)),
                Arguments.of("no body", head + "</e:Envelope>"),
                Arguments.of("an empty body", envelope(ELEVEN, "", "")),
                Arguments.of("text alone", envelope(ELEVEN, "", "CANARY")),
                Arguments.of("a body cut off", head + "<e:Body>" + ASKED));
    }

    private static String outside(String envelope) {
        return "<!DOCTYPE x [<!ENTITY x SYSTEM 'FILE'>]>" + envelope;
    }

    private static String attributes(int many) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            text.append("a").append(i).append("='' ");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsHostileIsRefusedAtOnceAndNotTold(String what, String sent, @TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "CANARY");
        Echo echo = new Echo();

        SoapReply reply = assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> sent(OLD, sent.replace("FILE", secret.toUri().toString()), echo));

        assertThat(echo.asked).as("nobody was asked").isEmpty();
        assertThat(echo.unread).containsExactly(false);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply))
                .contains("<faultcode>soap:Client</faultcode>", ">service.ASK_NO_ENVELOPE</")
                .doesNotContain("CANARY", "Exception", "cxf", "row,col", "at line");
    }

    @Test
    void whatMustBeUnderstoodAndIsNotIsRefused() {
        String bare = "<e:Header><w:Security xmlns:w='" + EnvelopeToken.SPACE + "' e:mustUnderstand='%s'/></e:Header>";
        Echo echo = new Echo();
        assertThat(text(sent(OLD, envelope(ELEVEN, bare.formatted("1"), ASKED), echo)))
                .contains("<faultcode>soap:MustUnderstand</faultcode>", ">service.HEADER_UNKNOWN</");
        assertThat(text(sent(NEW, envelope(TWELVE, bare.formatted("true"), ASKED), echo)))
                .contains("soap:MustUnderstand", ">service.HEADER_UNKNOWN</");
        assertThat(echo.asked).isEmpty();
        assertThat(sent(OLD, envelope(ELEVEN, bare.formatted("0"), ASKED), echo).status())
                .isEqualTo(200);
    }

    @Test
    void anInclusionIsAnElementLikeAnother() {
        Echo echo = new Echo();
        String include =
                "<ask><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/></ask>";

        sent(OLD, envelope(ELEVEN, "", include), echo);

        assertThat(echo.asked).containsExactly("");
    }
}
