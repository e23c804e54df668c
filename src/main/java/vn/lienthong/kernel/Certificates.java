package vn.lienthong.kernel;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;

/** What is the same of every certificate, whoever shows it. */
public final class Certificates {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;
    private static final Duration EARLY = Duration.ofDays(30);
    private static final Duration LATE = Duration.ofDays(7);

    private Certificates() {}

    /** How near an end is. */
    public enum Nearing {
        FAR,
        /** Within 30 days; of what is given for a short time, within the last third of it. */
        SOON,
        /** Within 7 days, or the last tenth, or over. */
        URGENT
    }

    /** How near the end is at this time of what counts from one moment until another. */
    public static Nearing nearing(Instant begins, Instant ends, Instant now) {
        Duration whole = Duration.between(begins, ends);
        Duration left = Duration.between(now, ends);
        if (left.compareTo(shorter(EARLY, whole.dividedBy(3))) > 0) {
            return Nearing.FAR;
        }
        return left.compareTo(shorter(LATE, whole.dividedBy(10))) <= 0 ? Nearing.URGENT : Nearing.SOON;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether a key is RSA of 2048 bits or more, or of an elliptic curve of 256 bits or more. */
    public static boolean strong(Key key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                || key instanceof ECKey ec
                        && ec.getParams().getCurve().getField().getFieldSize() >= LEAST_EC_BITS;
    }

    /** SHA-256 of the whole certificate. */
    public static byte[] sha256(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
