package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.WSEncryptionPart;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecSignature;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.w3c.dom.Document;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.testing.TestIdentity;

/** An envelope that WSS4J signed is taken once and as it was signed; whatever else is made of it is refused. */
class EnvelopeSignatureTest extends ServiceGround {
    private static final String SOAP = "/soap/pupil-status/v1";
    private static final String ASK = "<ask xmlns=\"https://lienthong.vn/services/pupil-status/v1\">"
            + "<personal_id>%s</personal_id><birth_date>2010-02-03</birth_date></ask>";
    private static final String PLAIN =
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header/><e:Body>"
                    + ASK.formatted("001210000001") + "</e:Body></e:Envelope>";
    private static final Pattern BODY = Pattern.compile("<e:Body.*</e:Body>");
    private static final Pattern TIMESTAMP = Pattern.compile("<wsu:Timestamp.*</wsu:Timestamp>");
    private static final Pattern SIGNATURE = Pattern.compile("<ds:Signature .*</ds:Signature>");

    private final TestIdentity own = TestIdentity.of("bhxh-signing");
    private final TestIdentity rsa = TestIdentity.of(
            "bhxh-signing", Instant.now(), Instant.now().plus(Duration.ofDays(90)), TestIdentity.pair("RSA", 2048));

    EnvelopeSignatureTest() {
        super("bhxh-signing");
    }

    @BeforeAll
    void register() {
        for (TestIdentity one : List.of(own, rsa)) {
            assertThat(api.write(
                                    HttpMethod.POST,
                                    "callers/bhxh-signing/certificates",
                                    Map.of("certificate", one.pem(), "overlapHours", 24))
                            .getStatusCode()
                            .value())
                    .isEqualTo(201);
        }
        WSSConfig.init();
    }

    @AfterAll
    void forget() {
        state.sql("delete from service_certificates where caller = 'bhxh-signing'")
                .update();
    }

    /** How a program signs. */
    private record Way(String algorithm, String digest, String canonical, List<String> parts, int seconds) {
        static final Way ECDSA = new Way(
                WSConstants.ECDSA_SHA256,
                WSConstants.SHA256,
                WSConstants.C14N_EXCL_OMIT_COMMENTS,
                List.of("Body", "Timestamp"),
                300);

        Way by(String another) {
            return new Way(another, digest, canonical, parts, seconds);
        }

        Way digesting(String another) {
            return new Way(algorithm, another, canonical, parts, seconds);
        }

        Way canonical(String another) {
            return new Way(algorithm, digest, another, parts, seconds);
        }

        Way over(String... others) {
            return new Way(algorithm, digest, canonical, List.of(others), seconds);
        }
    }

    private static String signed(TestIdentity who, Way way) {
        return signed(PLAIN, who, way);
    }

    private static String signed(String plain, TestIdentity who, Way way) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, new char[0]);
            keys.setKeyEntry("own", who.key(), new char[0], new Certificate[] {who.certificate()});
            Merlin crypto = new Merlin();
            crypto.setKeyStore(keys);
            Document document = Xml.document(plain.getBytes(StandardCharsets.UTF_8), "UTF-8");
            WSSecHeader header = new WSSecHeader(document);
            header.insertSecurityHeader();
            WSSecTimestamp time = new WSSecTimestamp(header);
            time.setTimeToLive(way.seconds());
            time.build();
            WSSecSignature signature = new WSSecSignature(header);
            signature.setUserInfo("own", "");
            signature.setKeyIdentifierType(WSConstants.BST_DIRECT_REFERENCE);
            signature.setSignatureAlgorithm(way.algorithm());
            signature.setDigestAlgo(way.digest());
            signature.setSigCanonicalization(way.canonical());
            for (String part : way.parts()) {
                String space = part.equals("Timestamp")
                        ? WSConstants.WSU_NS
                        : document.getDocumentElement().getNamespaceURI();
                signature.getParts().add(new WSEncryptionPart(part, space, "Content"));
            }
            signature.build(crypto);
            Transformer writer = TransformerFactory.newInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private HttpResponse<String> send(String envelope) {
        return program.envelope(SOAP, null, "text/xml; charset=utf-8", envelope.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String why, String envelope) {
        HttpResponse<String> answer = send(envelope);
        assertThat(answer.statusCode()).as(why + "\n" + envelope).isEqualTo(401);
        assertThat(answer.body()).as(why).contains("service.SENDER_UNPROVEN").doesNotContain("s-1");
    }

    private static String part(Pattern wanted, String envelope) {
        Matcher found = wanted.matcher(envelope);
        assertThat(found.find()).as(envelope).isTrue();
        return found.group();
    }

    @Test
    void anEnvelopeThatIsSignedIsAnsweredAndJournaled() {
        HttpResponse<String> answer = send(signed(own, Way.ECDSA));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<school_code>s-1</school_code>");
        assertThat(send(signed(rsa, Way.ECDSA.by(WSConstants.RSA_SHA256))).statusCode())
                .isEqualTo(200);
        String twelve = signed(PLAIN.replace(SoapEndpoints.space(false), SoapEndpoints.space(true)), own, Way.ECDSA);
        assertThat(program.envelope(SOAP, null, "application/soap+xml", twelve.getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("<school_code>s-1</school_code>");
        assertThat(send(signed(own, Way.ECDSA)
                                .replace("<e:Header>", "<e:Header><x:trace xmlns:x=\"urn:x\">1</x:trace>"))
                        .statusCode())
                .as("another header that nobody must understand")
                .isEqualTo(200);
        assertThat(state.sql("select count(*) from journal_entries where actor = 'caller/bhxh-signing' "
                                + "and act = 'service.called' and outcome = 'done'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void itCountsOnceHoweverItsSignatureIsWritten() {
        String envelope = signed(own, Way.ECDSA);
        assertThat(send(envelope).statusCode()).isEqualTo(200);
        refused("again", envelope);
        refused("again, with another header", envelope.replace("<e:Header>", "<e:Header><x:t xmlns:x=\"urn:x\"/>"));
        String value = part(Pattern.compile("<ds:SignatureValue>.*?</ds:SignatureValue>"), envelope);
        refused("again, with the other signature that ECDSA allows", envelope.replace(value, mirrored(value)));
    }

    /** The same signature with n - s in place of s. */
    private static String mirrored(String element) {
        String text = element.replaceAll("<[^>]*>", "");
        byte[] both = Base64.getMimeDecoder().decode(text.replace("&#13;", ""));
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(both, 32, 64));
        byte[] other = order.subtract(s).toByteArray();
        byte[] mirrored = Arrays.copyOf(both, 64);
        Arrays.fill(mirrored, 32, 64, (byte) 0);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, mirrored, 64 - length, length);
        return element.replace(text, Base64.getEncoder().encodeToString(mirrored));
    }

    @Test
    void whatIsSignedIsWhatIsActedUpon() {
        String other = ASK.formatted("048210000002");
        Map<String, UnaryOperator<String>> attacks = new LinkedHashMap<>();
        attacks.put("another question", text -> text.replace("001210000001", "048210000002"));
        attacks.put("another time", text -> text.replaceFirst("<wsu:Expires>2", "<wsu:Expires>3"));
        attacks.put("the signed body in a header, another in its place", text -> {
            String body = part(BODY, text);
            return text.replace(body, "<e:Body>" + other + "</e:Body>")
                    .replace("</e:Header>", "<x:w xmlns:x=\"urn:x\">" + body + "</x:w></e:Header>");
        });
        attacks.put("the same with the same name", text -> {
            String body = part(BODY, text);
            return text.replace(body, body.replace("001210000001", "048210000002"))
                    .replace("</e:Header>", "<x:w xmlns:x=\"urn:x\">" + body + "</x:w></e:Header>");
        });
        attacks.put("the same, named by another attribute", text -> {
            String body = part(BODY, text);
            String id = body.replaceAll("(?s).*?wsu:Id=\"([^\"]*)\".*", "$1");
            return text.replace(body, "<e:Body Id=\"" + id + "\">" + other + "</e:Body>")
                    .replace("</e:Header>", "<x:w xmlns:x=\"urn:x\">" + body + "</x:w></e:Header>");
        });
        attacks.put("two bodies, the signed one first", text -> {
            String body = part(BODY, text);
            return text.replace(body, body + "<e:Body>" + other + "</e:Body>");
        });
        attacks.put("two bodies, the signed one last", text -> {
            String body = part(BODY, text);
            return text.replace(body, "<e:Body>" + other + "</e:Body>" + body);
        });
        attacks.put("the signed body inside another", text -> {
            String body = part(BODY, text);
            return text.replace(body, "<e:Body>" + other + body + "</e:Body>");
        });
        attacks.put("the signed body in the signature", text -> {
            String body = part(BODY, text);
            return text.replace(body, "<e:Body>" + other + "</e:Body>")
                    .replace("</ds:Signature>", "<ds:Object>" + body + "</ds:Object></ds:Signature>");
        });
        attacks.put("the signed body in the security header", text -> {
            String body = part(BODY, text);
            return text.replace(body, "<e:Body>" + other + "</e:Body>")
                    .replace("</wsse:Security>", body + "</wsse:Security>");
        });
        attacks.put("the signed timestamp elsewhere, another in its place", text -> {
            String time = part(TIMESTAMP, text);
            return text.replace(time, time.replaceFirst(" wsu:Id=\"[^\"]*\"", ""))
                    .replace(
                            "</e:Header>",
                            "<x:w xmlns:x=\"urn:x\" xmlns:wsu=\"" + WSConstants.WSU_NS + "\">" + time
                                    + "</x:w></e:Header>");
        });
        attacks.put("two timestamps", text -> {
            String time = part(TIMESTAMP, text);
            return text.replace(time, time + time.replaceFirst("wsu:Id=\"[^\"]*\"", "wsu:Id=\"t\""));
        });
        attacks.put("two headers of security", text -> {
            String header = part(Pattern.compile("<wsse:Security.*</wsse:Security>"), text);
            return text.replace(header, header + header);
        });
        attacks.put("a second signature", text -> {
            String signature = part(SIGNATURE, text);
            return text.replace(signature, signature + signature.replaceAll("Id=\"([^\"]*)\"", "Id=\"$1-2\""));
        });
        attacks.put(
                "a user beside it",
                text -> text.replace(
                        "</wsse:Security>",
                        "<wsse:UsernameToken><wsse:Username>x</wsse:Username></wsse:UsernameToken></wsse:Security>"));
        attacks.put("no signature value", text -> text.replaceAll("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>"));
        attacks.put("garbage for a value", text -> text.replaceAll("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>%"));
        attacks.put(
                "an empty signature",
                text -> text.replace(
                        part(SIGNATURE, text), "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"));
        attacks.put(
                "no certificate",
                text -> text.replaceAll("<wsse:BinarySecurityToken.*</wsse:BinarySecurityToken>", ""));
        attacks.put("another certificate", text -> showing(TestIdentity.of("x"), text));
        attacks.put("another certificate of the program", text -> showing(rsa, text));
        attacks.put("references nobody resolves", text -> text.replace("URI=\"#", "URI=\"http://127.0.0.1:1/#"));
        attacks.put("the whole document", text -> text.replaceFirst("URI=\"#[^\"]*\"><ds:Tr", "URI=\"\"><ds:Tr"));
        attacks.forEach((why, attack) -> {
            String envelope = signed(own, Way.ECDSA);
            String attacked = attack.apply(envelope);
            assertThat(tree(attacked)).as(why + " can be read").isNotNull();
            assertThat(attacked).as(why).isNotEqualTo(envelope);
            refused(why, attacked);
        });
    }

    private static String showing(TestIdentity other, String envelope) {
        String encoded = other.pem().replaceAll("-----[^-]*-----|\n", "");
        return envelope.replaceAll("(<wsse:BinarySecurityToken[^>]*>)[^<]*", "$1" + Matcher.quoteReplacement(encoded));
    }

    @Test
    void onlyAKnownKeyAndAllowedWaysCount() {
        refused("a certificate that nobody registered", signed(TestIdentity.of("bhxh-signing"), Way.ECDSA));
        refused("another key", signed(new TestIdentity(TestIdentity.of("x").key(), own.certificate()), Way.ECDSA));
        refused("SHA-1 by ECDSA", signed(own, Way.ECDSA.by(WSConstants.ECDSA_SHA1)));
        refused("SHA-1 by RSA", signed(rsa, Way.ECDSA.by(WSConstants.RSA_SHA1)));
        refused("a digest by SHA-1", signed(own, Way.ECDSA.digesting(WSConstants.SHA1)));
        refused("inclusive canonical form", signed(own, Way.ECDSA.canonical(WSConstants.C14N_OMIT_COMMENTS)));
        refused("the body not signed", signed(own, Way.ECDSA.over("Timestamp")));
        refused("the time not signed", signed(own, Way.ECDSA.over("Body")));
        refused("more than both signed", signed(own, Way.ECDSA.over("Body", "Timestamp", "Header")));
        refused(
                "a keyed hash",
                signed(own, Way.ECDSA).replace("xmldsig-more#ecdsa-sha256", "xmldsig-more#hmac-sha256"));
    }

    @Test
    void aTimeThatIsOverOrToComeDoesNotCount() {
        refused(
                "over at once",
                signed(
                        own,
                        new Way(
                                Way.ECDSA.algorithm(),
                                Way.ECDSA.digest(),
                                Way.ECDSA.canonical(),
                                Way.ECDSA.parts(),
                                0)));
        Instant before = Instant.now();
        Element envelope = tree(signed(own, Way.ECDSA));
        Instant after = Instant.now();
        assertThat(EnvelopeToken.lasts(envelope, after)).isTrue();
        assertThat(EnvelopeToken.lasts(envelope, after.plus(Duration.ofSeconds(301))))
                .isFalse();
        assertThat(EnvelopeToken.lasts(envelope, before.minus(Duration.ofSeconds(62))))
                .isFalse();
    }

    private static Element tree(String envelope) {
        try {
            return Xml.tree(Xml.reader(envelope.getBytes(StandardCharsets.UTF_8), "UTF-8"));
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
