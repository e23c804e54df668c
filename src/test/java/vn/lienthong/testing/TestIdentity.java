package vn.lienthong.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Somebody with a key and a certificate, which an authority signed that nobody knows; made in memory.
 *
 * @param key what signs; it need not be the certificate's
 */
public record TestIdentity(PrivateKey key, X509Certificate certificate) {
    private static final KeyPair AUTHORITY = pair("EC", 256);

    /** Of this name, from yesterday until in a year. */
    public static TestIdentity of(String name) {
        Instant now = Instant.now();
        return of(name, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(365)));
    }

    /** Of this name and for this time. */
    public static TestIdentity of(String name, Instant begins, Instant ends) {
        return of(name, begins, ends, pair("EC", 256));
    }

    /** Of this name and for this time, with a key of their own. */
    public static TestIdentity of(String name, Instant begins, Instant ends, KeyPair keys) {
        try {
            return new TestIdentity(keys.getPrivate(), (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(signed(name, begins, ends, keys))));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A key pair: {@code RSA} of some bits, or {@code EC}. */
    public static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] signed(String name, Instant begins, Instant ends, KeyPair keys)
            throws GeneralSecurityException, IOException {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(120, new SecureRandom()).setBit(0)));
        content.setSignature(algorithm);
        content.setIssuer(new X500Name("CN=Authority that nobody knows"));
        content.setSubject(new X500Name("CN=" + name));
        content.setStartDate(new Time(Date.from(begins)));
        content.setEndDate(new Time(Date.from(ends)));
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        TBSCertificate unsigned = content.generateTBSCertificate();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(AUTHORITY.getPrivate());
        signature.update(unsigned.getEncoded("DER"));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(unsigned);
        parts.add(algorithm);
        parts.add(new DERBitString(signature.sign()));
        return new DERSequence(parts).getEncoded("DER");
    }

    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Shows the certificate to every server that asks for one, and trusts all of them. */
    public SSLContext shown() {
        return shown(new AtomicReference<>());
    }

    /** @param asked gets whom the server believes, once it has asked */
    public SSLContext shown(AtomicReference<Principal[]> asked) {
        try {
            return TestAuthority.trusting(new Showing(this, asked));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Keeps nothing back, whatever the server says that it wants. */
    private static final class Showing extends X509ExtendedKeyManager {
        private final TestIdentity own;
        private final AtomicReference<Principal[]> asked;

        Showing(TestIdentity own, AtomicReference<Principal[]> asked) {
            this.own = own;
            this.asked = asked;
        }

        private String name(String[] kinds, Principal[] issuers) {
            asked.set(issuers == null ? new Principal[0] : issuers);
            String kind = own.certificate.getPublicKey().getAlgorithm();
            for (String one : kinds) {
                if (one.equals(kind)) {
                    return "own";
                }
            }
            return null;
        }

        @Override
        public String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
            return name(kinds, issuers);
        }

        @Override
        public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
            return name(kinds, issuers);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {own.certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.key;
        }

        @Override
        public String[] getClientAliases(String kind, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String[] getServerAliases(String kind, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
