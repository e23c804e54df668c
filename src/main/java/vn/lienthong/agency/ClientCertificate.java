package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.apache.catalina.Globals;

/**
 * The certificate by which a connection was opened, and whose key signed its handshake: the web server says so. No header is ever looked
 * at. That of a proxy is not its callers'.
 */
public final class ClientCertificate {
    private ClientCertificate() {}

    /** Empty where none was shown, or where a proxy that is believed opened the connection: it speaks for somebody else. Any thread of a request. */
    public static Optional<X509Certificate> of(HttpServletRequest request) {
        if (request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) != null) {
            return Optional.empty();
        }
        return request.getAttribute(Globals.CERTIFICATES_ATTR) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
