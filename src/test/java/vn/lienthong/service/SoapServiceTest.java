package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.soap.Xml;

/** What REST answers under an agreement, envelopes are answered as well, and no more than that. */
class SoapServiceTest extends ServiceGround {
    private static final String SOAP = "/soap/pupil-status/v1";
    private static final String SPACE = "https://lienthong.vn/services/pupil-status/v1";
    private static final String XML = "text/xml; charset=utf-8";
    private static final String ASK = "<ask xmlns=\"" + SPACE
            + "\"><personal_id>001210000001</personal_id><birth_date>2010-02-03</birth_date></ask>";
    private static final String QUESTION = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + ASK + "</e:Body></e:Envelope>";

    SoapServiceTest() {
        super("bhxh-envelopes");
    }

    private HttpResponse<String> ask(String path, String held, String envelope) {
        return program.envelope(path, held, XML, envelope.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(HttpResponse<String> fault) {
        return fault.body().replaceAll("(?s).*<code[^>]*>([^<]*)</code>.*", "$1");
    }

    @Test
    void aProgramIsAnsweredTheFieldsOfItsAgreementInAnEnvelope() {
        HttpResponse<String> answer = ask(SOAP, token, QUESTION);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/xml");
        assertThat(answer.body())
                .contains("<row><school_code>s-1</school_code><status>studying</status></row>")
                .doesNotContain("full_name");
        Map<String, Object> entry = state.sql("""
                        select actor, under, outcome, details ->> 'rows' as rows, encode(person, 'hex') as person
                        from journal_entries where act = 'service.called' and actor = 'caller/bhxh-envelopes'
                            and subject = 'service/pupil-status/1' and details ->> 'rows' = '1' order by id desc limit 1
                        """).query().singleRow();
        assertThat(entry).containsEntry("under", "agreement/pupil-status.bhxh").containsEntry("outcome", "done");
        assertThat(String.valueOf(entry.get("person"))).hasSize(32);

        String twelve = QUESTION.replace(SoapEndpoints.space(false), SoapEndpoints.space(true));
        HttpResponse<String> fresh = program.envelope(
                SOAP,
                token,
                "application/soap+xml; charset=\"UTF-8\"; action=\"\"",
                twelve.getBytes(StandardCharsets.UTF_8));
        assertThat(fresh.statusCode()).as(fresh.body()).isEqualTo(200);
        assertThat(fresh.headers().firstValue("content-type").orElseThrow()).startsWith("application/soap+xml");
    }

    @Test
    void whatIsNotThereIsNil() {
        pupils.update("insert into pupils values (50, 'nil', '2010-01-01', 'a', null, 'x<y', '01')");

        assertThat(ask(SOAP, token, QUESTION.replace("001210000001", "nil").replace("2010-02-03", "2010-01-01"))
                        .body())
                .contains("<school_code xsi:nil=\"true\"/><status>x&lt;y</status>");
        pupils.update("delete from pupils where pupil_id = 50");
    }

    @Test
    void whatIsNotPermittedLooksLikeWhatIsNotThereToTheByte() {
        String other = program.token("other-envelopes", registered("other-envelopes", "G27"));
        Map<String, HttpResponse<String>> refused = new LinkedHashMap<>();
        refused.put("no such pupil", ask(SOAP, token, QUESTION.replace("0001<", "0009<")));
        refused.put(
                "a pupil outside the filter",
                ask(
                        SOAP,
                        token,
                        QUESTION.replace("001210000001", "048210000002").replace("-03<", "-04<")));
        refused.put("no such service", ask("/soap/pupil-state/v1", token, QUESTION));
        refused.put("no such path", ask("/soap/x", token, QUESTION));
        refused.put("not offered by SOAP", ask("/soap/school/v3", token, QUESTION));
        refused.put("a term that has not begun", ask(SOAP, other, QUESTION));
        refused.put("a term that has not begun, and another question", ask(SOAP, other, QUESTION.replace("ask", "b")));
        suspensions.suspend("pupil-status.bhxh", "test", null);
        refused.put("a suspended agreement", ask(SOAP, token, QUESTION));
        suspensions.lift("pupil-status.bhxh", "test");

        String first = Asking.whole(refused.get("no such pupil"));
        assertThat(first).startsWith("500\n").contains("service.NOTHING_HERE");
        refused.forEach(
                (why, answer) -> assertThat(Asking.whole(answer)).as(why).isEqualTo(first));
        for (HttpResponse<String> none : List.of(
                program.get(SOAP + "?wsdl", other),
                program.get("/soap/none/v1?wsdl", token),
                program.get(SOAP, token),
                program.get(SOAP + "?xsd=1", token))) {
            assertThat(Asking.whole(none)).startsWith("404\n").isEqualTo(Asking.whole(program.get("/data/x", token)));
        }
    }

    @Test
    void whoeverMayAskLearnsWhatIsWrongWithWhatHeAsks() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put(QUESTION.replace("<birth_date>2010-02-03</birth_date>", ""), "service.ASK_NOT_BY_SCHEMA");
        wrong.put(QUESTION.replace("2010-02-03", "CANARY"), "service.ASK_NOT_BY_SCHEMA");
        wrong.put(QUESTION.replace("<ask ", "<e:Fault ").replace("</ask>", "</e:Fault>"), "service.ASK_NOT_BY_SCHEMA");
        wrong.put(QUESTION.replace("2010-02-03", "0000-02-03"), "service.ASK_NOT_BY_SCHEMA");
        wrong.forEach((envelope, code) -> {
            HttpResponse<String> answer = ask(SOAP, token, envelope);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(code(answer)).as(envelope).isEqualTo(code);
            assertThat(answer.body()).doesNotContain("CANARY", "Exception");
        });
    }

    @Test
    void whoShowsNoTokenIsToldSoWhateverHeSends() {
        HttpResponse<String> none = ask(SOAP, null, QUESTION);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"lienthong\"");
        assertThat(code(none)).isEqualTo("service.TOKEN_NEEDED");
        for (HttpResponse<String> same : List.of(
                ask(SOAP, secret, QUESTION),
                ask("/soap/none/v1", token + "x", QUESTION),
                ask(SOAP, null, "<!DOCTYPE x>"))) {
            assertThat(Asking.whole(same)).isEqualTo(Asking.whole(none));
        }
        assertThat(program.get(SOAP + "?wsdl", null).statusCode()).isEqualTo(401);
    }

    @Test
    void whatIsOfAnotherKindOrTooLargeIsNotReadAndCounts() {
        Map<String, HttpResponse<String>> refused = new LinkedHashMap<>();
        byte[] question = QUESTION.getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "application/json",
                "text/xml; charset=utf-16",
                "text/xml, application/soap+xml",
                "multipart/related; type=\"text/xml\"; start=\"<a>\"; boundary=b",
                "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; boundary=b",
                "application/xop+xml")) {
            refused.put(type, program.envelope(SOAP, token, type, question));
        }
        byte[] large = new byte[20 << 20];
        System.arraycopy(question, 0, large, 0, question.length);
        java.util.Arrays.fill(large, question.length, large.length, (byte) ' ');
        refused.put("20 MB", program.envelope(SOAP, token, XML, large));
        refused.put(
                "a document type",
                ask(SOAP, token, "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + QUESTION));
        refused.put("two questions", ask(SOAP, token, QUESTION.replace("</ask>", "</ask><ask/>")));

        refused.forEach((what, answer) -> {
            assertThat(answer.statusCode()).as(what).isEqualTo(500);
            assertThat(code(answer)).as(what).isEqualTo("service.ASK_NO_ENVELOPE");
        });
        assertThat(state.sql("select count(*) from journal_entries where actor = 'caller/bhxh-envelopes'"
                                + " and details ->> 'why' = 'service.ASK_NO_ENVELOPE'")
                        .query(Long.class)
                        .single())
                .isEqualTo(refused.size());
    }

    @Test
    void noHeaderOfACallerSteersCxfOrARoute() {
        String[] headers = {
            "CamelHttpUri", "http://127.0.0.1:1/",
            "CAMELSqlQuery", "drop table pupils",
            "cAmElBeanMethodName", "find",
            "operationName", "other",
            "operationNamespace", "urn:other",
            "CamelCxfMessage", "x",
            "org.apache.cxf.message.Message.PROTOCOL_HEADERS", "x",
            "org.apache.camel.file", "x",
            "SOAPAction", "\"urn:other\"",
            "breadcrumbId", "y"
        };
        HttpResponse<String> answer =
                program.envelope(SOAP, token, XML, QUESTION.getBytes(StandardCharsets.UTF_8), headers);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Asking.whole(answer)).isEqualTo(Asking.whole(ask(SOAP, token, QUESTION)));
        assertThat(answer.headers().map().keySet()).noneMatch(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.contains("camel") || lower.contains("cxf") || lower.startsWith("operation");
        });
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() {
        state.sql("create function no_envelopes() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'the disk is full'; end $$")
                .update();
        state.sql("create trigger no_envelopes before insert on journal_entries for each row "
                        + "when (new.act = 'service.called') execute function no_envelopes()")
                .update();
        try {
            HttpResponse<String> answer = ask(SOAP, token, QUESTION);
            assertThat(code(answer)).isEqualTo("service.UNRECORDED");
            assertThat(answer.body()).contains("soap:Server").doesNotContain("studying");
        } finally {
            state.sql("drop trigger no_envelopes on journal_entries").update();
            state.sql("drop function no_envelopes()").update();
        }
    }

    @Test
    void theWsdlSaysWhatTheAgreementAnswersAndAnswersFitIt() throws Exception {
        String wsdl = program.get(SOAP + "?wsdl", token).body();

        assertThat(wsdl)
                .contains("name=\"school_code\"", "http://127.0.0.1:" + port + SOAP)
                .doesNotContain("full_name", "data-csdl", "province");
        String schema = wsdl.substring(wsdl.indexOf("<xs:schema"), wsdl.indexOf("</xs:schema>") + 12);
        String answer = ask(SOAP, token, QUESTION).body();
        String said = answer.replaceAll("(?s).*?(<askResponse.*</askResponse>).*", "$1");
        Xml.schema(schema)
                .newValidator()
                .validate(new javax.xml.transform.stax.StAXSource(Xml.reader(said.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void zeepAsksByTheWsdlItReads(@TempDir Path folder) throws Exception {
        boolean there =
                Programs.there("/usr/bin/python3") && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/zeep"));
        assumeTrue(there, "NOT TRIED: python3-zeep is not on this machine");
        Path script = Files.writeString(folder.resolve("ask.py"), """
                import datetime, sys, requests, zeep
                hub, name, secret = sys.argv[1:]
                session = requests.Session()
                session.trust_env = False
                given = session.post(hub + "/oauth2/token", data={"grant_type": "client_credentials"}, auth=(name, secret))
                session.headers["Authorization"] = "Bearer " + given.json()["access_token"]
                session.headers["Accept-Language"] = "en"
                client = zeep.Client(hub + "/soap/pupil-status/v1?wsdl", transport=zeep.Transport(session=session))
                for port in ("soap", "soap12"):
                    asked = client.bind("service", port)
                    rows = asked.ask(personal_id="001210000001", birth_date=datetime.date(2010, 2, 3))
                    print(port, [(row.school_code, row.status) for row in rows])
                    try:
                        asked.ask(personal_id="001210000009", birth_date=datetime.date(2010, 2, 3))
                    except zeep.exceptions.Fault as fault:
                        print(port, fault.code, fault.detail.xpath("string(//*[local-name()='code'])"))
                """);

        assertThat(Programs.said(List.of(
                        "/usr/bin/python3", script.toString(), "http://127.0.0.1:" + port, "bhxh-envelopes", secret)))
                .isEqualTo("""
                        soap [('s-1', 'studying')]
                        soap soap:Client service.NOTHING_HERE
                        soap12 [('s-1', 'studying')]
                        soap12 soap:Sender service.NOTHING_HERE
                        """);
    }
}
