package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import vn.lienthong.agency.ClientCertificate;

/**
 * What HTTP and TLS say of who asks.
 *
 * @param authorized whether there is a header {@code Authorization}, whatever is in it
 * @param token the token in it; null where it holds something else
 * @param certificate the one whose key signed the handshake; null where none was shown
 */
record Proof(
        boolean authorized,
        @Nullable String token,
        @Nullable X509Certificate certificate) {
    static Proof of(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return new Proof(
                header != null,
                Bearer.token(header),
                ClientCertificate.of(request).orElse(null));
    }

    /** Whether anything is said. */
    boolean given() {
        return authorized || certificate != null;
    }

    @Override
    public String toString() {
        return "Proof[]";
    }
}
