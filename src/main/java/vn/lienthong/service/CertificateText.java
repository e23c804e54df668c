package vn.lienthong.service;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.HubException;

/** The certificate that a person hands in for a program. */
final class CertificateText {
    static final int MOST = 16 << 10;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String KEY = "PRIVATE KEY-----";

    private CertificateText() {}

    /**
     * The one certificate in a text in PEM form.
     *
     * @throws HubException CONFIGURATION where there is none, or one by which no program can be known from now on
     */
    static X509Certificate read(String pem, Instant now) {
        if (pem.contains(KEY)) {
            throw new HubException(ServiceError.CERTIFICATE_WITH_KEY, Map.of());
        }
        List<X509Certificate> all = all(pem);
        if (all.size() > 1) {
            throw new HubException(ServiceError.CERTIFICATE_NOT_ALONE, Map.of());
        }
        X509Certificate one = all.get(0);
        if (!Certificates.strong(one.getPublicKey())) {
            throw new HubException(ServiceError.CERTIFICATE_WEAK, Map.of());
        }
        Instant ends = one.getNotAfter().toInstant();
        if (!ends.isAfter(now)) {
            throw new HubException(ServiceError.CERTIFICATE_OVER, Map.of("at", ends));
        }
        return one;
    }

    private static List<X509Certificate> all(String pem) {
        HubException unreadable = new HubException(ServiceError.CERTIFICATE_UNREADABLE, Map.of());
        if (pem.length() > MOST || !pem.contains(BEGIN)) {
            throw unreadable;
        }
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            List<X509Certificate> read =
                    all.stream().map(X509Certificate.class::cast).toList();
            if (read.isEmpty()) {
                throw unreadable;
            }
            return read;
        } catch (CertificateException garbled) {
            unreadable.addSuppressed(garbled);
            throw unreadable;
        }
    }
}
