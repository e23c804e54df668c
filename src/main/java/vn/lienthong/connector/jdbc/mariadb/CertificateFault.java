package vn.lienthong.connector.jdbc.mariadb;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** What is wrong with the encryption that a server offers, as the drivers tell it. */
enum CertificateFault {
    NO_ENCRYPTION(
            "máy chủ không hỗ trợ mã hóa",
            "the server offers no encryption",
            "ssl not enabled",
            "does not support SSL"),
    EXPIRED("chứng thư đã hết hạn hoặc chưa có hiệu lực", "its certificate has expired or is not yet valid"),
    OTHER_NAME(
            "chứng thư của máy chủ không mang tên {host}",
            "the server's certificate does not bear the name {host}",
            "hostname verification failed",
            "identity was not confirmed",
            "Failed to verify hostname",
            "Server certificate identity check failed"),
    /** Nobody signed the certificate, and who shows it does not prove that he knows the password. */
    UNKNOWN_AUTHORITY(
            "chứng thư của máy chủ không do tổ chức nào được tin cậy ký",
            "no trusted authority has signed the server's certificate",
            "Self signed certificates",
            "certificates are not explicitly passed",
            "PKIX path",
            "unable to find valid certification path",
            "trustAnchors parameter must be non-empty",
            CertificateFault.NONE_KNOWN);

    /** This machine takes no authority at all. */
    static final String NONE_KNOWN = "No trusted certificate found";

    private final String vi;
    private final String en;
    private final List<String> words;

    CertificateFault(String vi, String en, String... words) {
        this.vi = vi;
        this.en = en;
        this.words = List.of(words);
    }

    /** Null where the failure is another one. */
    static @Nullable CertificateFault of(@Nullable Throwable failed) {
        for (CertificateFault fault : values()) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (fault.is(cause)) {
                    return fault;
                }
            }
        }
        return null;
    }

    private boolean is(Throwable cause) {
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return this == EXPIRED;
        }
        String message = String.valueOf(cause.getMessage());
        return words.stream().anyMatch(message::contains);
    }

    Text why(String host) {
        return new Text(vi.replace("{host}", host), en.replace("{host}", host));
    }
}
