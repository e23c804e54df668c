package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.security.transport.TLSSessionInfo;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.handler.WSHandlerConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.SoapPartner;
import vn.lienthong.testing.TestAuthority;

/** Who asks is proved as the partner wants it, to servers of WSS4J that check it. */
class SoapSecurityTest {
    @TempDir
    static Path folder;

    private static SoapPartner partner;
    private static Map<String, String> wsdl;
    private static TestAuthority ours;
    private static TestAuthority another;
    private static String key;
    /** Of the partner, and of the hub. */
    private static String certificate;

    @BeforeAll
    static void start() throws Exception {
        ours = TestAuthority.in(folder.resolve("ours"));
        another = TestAuthority.in(folder.resolve("another"));
        TestAuthority.key(folder, folder.resolve("key.pem"), folder.resolve("request"));
        key = Files.readString(folder.resolve("key.pem"));
        certificate = signed(ours, "localhost");
        Files.writeString(folder.resolve("certificate.pem"), certificate);
        Files.writeString(folder.resolve("authority.pem"), ours.certificate());
        Map<String, List<Interceptor<? extends Message>>> doors = new HashMap<>();
        doors.put("pupils", List.of());
        doors.put("digest", List.of(token("PasswordDigest")));
        doors.put("text", List.of(token("PasswordText")));
        doors.put("signature", List.of(signature()));
        doors.put("basic", List.of(new Lets() {
            @Override
            boolean lets(Message message) {
                AuthorizationPolicy policy = message.get(AuthorizationPolicy.class);
                return policy != null
                        && "hub".equals(policy.getUserName())
                        && "a password".equals(policy.getPassword());
            }
        }));
        doors.put("known", List.of(new Lets() {
            @Override
            boolean lets(Message message) {
                TLSSessionInfo session = message.get(TLSSessionInfo.class);
                return session != null && session.getPeerCertificates() != null;
            }
        }));
        partner = new SoapPartner(false, folder, folder.resolve("authority.pem"), doors);
        wsdl = partner.wsdl();
        SoapPartner.Pupil pupil = new SoapPartner.Pupil();
        pupil.code = "k1";
        partner.rows().add(pupil);
    }

    @AfterAll
    static void stop() {
        partner.close();
    }

    /** Lets in whom it knows. */
    private abstract static class Lets extends AbstractPhaseInterceptor<Message> {
        Lets() {
            super(Phase.PRE_INVOKE);
        }

        abstract boolean lets(Message message);

        @Override
        public void handleMessage(Message message) {
            if (!lets(message)) {
                throw new Fault(new SecurityException("who are you?"));
            }
        }
    }

    private static WSS4JInInterceptor token(String type) {
        CallbackHandler passwords = callbacks -> {
            for (Callback callback : callbacks) {
                ((WSPasswordCallback) callback).setPassword("Mật khẩu 1");
            }
        };
        return new WSS4JInInterceptor(Map.of(
                WSHandlerConstants.ACTION,
                "Timestamp UsernameToken",
                WSHandlerConstants.PASSWORD_TYPE,
                type,
                WSHandlerConstants.PW_CALLBACK_REF,
                passwords));
    }

    private static WSS4JInInterceptor signature() throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, new char[0]);
        known.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(ours.certificate().getBytes(StandardCharsets.UTF_8))));
        Merlin crypto = new Merlin();
        crypto.setTrustStore(known);
        return new WSS4JInInterceptor(Map.of(
                WSHandlerConstants.ACTION,
                "Timestamp Signature",
                WSHandlerConstants.SIG_VER_PROP_REF_ID,
                "known",
                "known",
                crypto));
    }

    private static String signed(TestAuthority authority, String host) throws Exception {
        return authority.sign(folder.resolve("request"), host, "-1d");
    }

    private static SoapWay way(String door) throws Exception {
        return new SoapWay(partner.port(), wsdl)
                .operations("find: { operation: FindPupil, input: { code: k1 } }")
                .with("path", "/services/" + door)
                .with("tls", "verify")
                .with("ca_certificate", ours.certificate());
    }

    private static SoapWay user(String door, String security, String password) throws Exception {
        return way(door)
                .with("security", security)
                .with("security_username", "hub")
                .secret("security_password", password);
    }

    private static void works(SoapWay way) {
        assertThat(way.snapshot("find").rows()).hasSize(1);
        assertThat(way.noted()).allSatisfy(one -> assertThat(one.request())
                .as("nothing of who asks is noted")
                .doesNotContain("Mật khẩu 1", "a password", "BinarySecurityToken", "SignatureValue", "Basic "));
        assertThat(way.examine("find")).extracting(Check::outcome).containsOnly(Check.Outcome.OK);
    }

    private static void refused(SoapWay way, ErrorCode code, String step) {
        HubException refused = catchThrowableOfType(HubException.class, () -> way.snapshot("find"));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        assertThat(way.examine("find"))
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .extracting(Check::step)
                .containsExactly(step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "text"})
    void aUserWithAPasswordIsKnownAndAnotherPasswordIsNot(String kind) throws Exception {
        works(user(kind, "username_" + kind, "Mật khẩu 1"));
        refused(user(kind, "username_" + kind, "another"), HttpError.SIGN_IN_REFUSED, "sign-in");
        refused(way(kind), HttpError.SIGN_IN_REFUSED, "sign-in");
    }

    @Test
    void aUserGoesOverNoConnectionThatAnybodyCouldReadAndNothingIsSent() throws Exception {
        int asked = partner.asked().size();
        for (String security : List.of("username_digest", "username_text")) {
            SoapWay way = user("pupils", security, "Mật khẩu 1").with("tls", "off");
            refused(way, SoapError.SIGN_IN_IN_CLEAR, "sign-in");
        }
        assertThat(partner.asked()).hasSize(asked);
    }

    @Test
    void aSignatureOfAKnownAuthorityIsBelievedAndAnotherIsNot() throws Exception {
        SoapWay way = way("signature").with("security", "signature").secret("signing_key", key);
        works(way.with("signing_certificate", certificate));
        refused(way.with("signing_certificate", signed(another, "hub")), HttpError.SIGN_IN_REFUSED, "sign-in");
        refused(way.secret("signing_key", "no key"), HttpError.CERTIFICATE_WRONG, "tls");
        refused(way("signature"), HttpError.SIGN_IN_REFUSED, "sign-in");
    }

    @Test
    void aServerIsToldTheUserOrShownTheCertificate() throws Exception {
        works(way("basic").with("auth", "basic").with("username", "hub").secret("password", "a password"));
        works(way("known").with("client_certificate", certificate).secret("client_key", key));
        assertThat(catchThrowableOfType(HubException.class, () -> way("known").snapshot("find")))
                .isNotNull();
    }

    @Test
    void aServerThatIsNotWhoItShouldBeGetsNoQuestion() throws Exception {
        int asked = partner.asked().size();
        refused(way("pupils").with("ca_certificate", another.certificate()), ConnectorError.TLS_FAILED, "tls");
        assertThat(partner.asked()).hasSize(asked);
    }
}
