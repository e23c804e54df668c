package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.apache.wss4j.dom.message.WSSecUsernameToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Xml;

/** Of a security header just one shape is read, and only while it is fresh. */
class EnvelopeTokenTest {
    private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");

    private static String envelope(Instant made) {
        return Signed.envelope("<ask/>", "bhxh", "secret", "0123456789abcdef", made);
    }

    private static Element read(String xml) throws Exception {
        return Xml.tree(Xml.reader(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNameAndASecretAreReadWhileTheyAreFresh() throws Exception {
        EnvelopeToken token = EnvelopeToken.of(read(envelope(NOW)), NOW).orElseThrow();
        assertThat(token.name()).isEqualTo("bhxh");
        assertThat(token.secret()).isEqualTo("secret");
        assertThat(token.nonce()).hasSize(16);
        assertThat(token.toString()).doesNotContain("secret");

        assertThat(EnvelopeToken.of(read(envelope(NOW.minus(Duration.ofMinutes(6)))), NOW))
                .isEmpty();
        assertThat(EnvelopeToken.of(read(envelope(NOW.plus(Duration.ofMinutes(2)))), NOW))
                .isEmpty();
        assertThat(EnvelopeToken.shown(read(envelope(NOW)))).isTrue();
        assertThat(EnvelopeToken.shown(read("<Envelope><Header><Security/></Header></Envelope>")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#PasswordText | #PasswordDigest",
                "<w:Username> | <w:Username/><w:Username>",
                "<w:UsernameToken> | <w:BinarySecurityToken/><w:UsernameToken>",
                "<w:UsernameToken> | <Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/><w:UsernameToken>",
                "<w:UsernameToken> | <Assertion xmlns='urn:oasis:names:tc:SAML:2.0:assertion'/><w:UsernameToken>",
                "</w:Security> | </w:Security><w:Security xmlns:w='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'/>",
                "<u:Expires>2026 | <u:Expires>2020",
                "</u:Timestamp> | </u:Timestamp><u:Timestamp/>",
                "#Base64Binary | #HexBinary",
                "<w:Nonce | <w:Other",
            })
    void anyOtherShapeIsNone(String change) throws Exception {
        int bar = change.indexOf(" | ");
        String wrong = envelope(NOW).replace(change.substring(0, bar), change.substring(bar + 3));
        String closed = wrong.contains("<w:Other") ? wrong.replace("</w:Nonce>", "</w:Other>") : wrong;
        assertThat(closed).isNotEqualTo(envelope(NOW));

        assertThat(EnvelopeToken.of(read(closed), NOW)).isEmpty();
    }

    /** WSS4J writes headers for most programs in Java. */
    @Test
    void whatAProgramOfOthersWritesIsRead() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        String bare = "<e:Envelope xmlns:e='" + SoapEndpoints.space(false) + "'><e:Body><ask/></e:Body></e:Envelope>";
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(bare)));
        WSSecHeader header = new WSSecHeader(document);
        header.insertSecurityHeader();
        WSSecUsernameToken token = new WSSecUsernameToken(header);
        token.setPasswordType(WSConstants.PASSWORD_TEXT);
        token.setUserInfo("bhxh", "secret");
        token.addNonce();
        token.addCreated();
        token.build();
        new WSSecTimestamp(header).build();
        StringWriter written = new StringWriter();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(written));

        EnvelopeToken read =
                EnvelopeToken.of(read(written.toString()), Instant.now()).orElseThrow();
        assertThat(read.name()).isEqualTo("bhxh");
        assertThat(read.secret()).isEqualTo("secret");
    }

    @Test
    void aNonceIsLongEnoughToBeOneOfAKind() throws Exception {
        String shortOne = Base64.getEncoder().encodeToString("0123".getBytes(StandardCharsets.US_ASCII));
        String longOne = Base64.getEncoder().encodeToString("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        assertThat(EnvelopeToken.of(read(envelope(NOW).replace(longOne, shortOne)), NOW))
                .isEmpty();
        assertThat(EnvelopeToken.of(read(envelope(NOW).replace(longOne, "!")), NOW))
                .isEmpty();
    }
}
