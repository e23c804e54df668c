package vn.lienthong.agency;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLHostConfigCertificate.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * A port of the hub for programs of agencies alone, where whoever comes is asked for a certificate. At the hub's own port nobody is:
 * browsers would put that question to people. What is shown proves that its key is there and nothing else; whose it is, and whether it
 * counts, is decided at each request.
 */
final class CallersPort extends Connector {
    private static final int MOST_SESSIONS = 1_000;
    private static final int SESSION_SECONDS = 600;

    private final Http11NioProtocol protocol = (Http11NioProtocol) getProtocolHandler();

    /**
     * A port that is not open yet.
     *
     * @param number 0 for any that is free
     * @param address null for every address of this machine
     * @param patience how long the next part of a request may be waited for; null where the server decides
     */
    CallersPort(int number, @Nullable InetAddress address, @Nullable Duration patience, SslBundle certificate) {
        super(new Http11NioProtocol());
        setPort(number);
        setScheme("https");
        setSecure(true);
        if (address != null) {
            protocol.setAddress(address);
        }
        if (patience != null) {
            protocol.setConnectionTimeout((int) patience.toMillis());
        }
        protocol.setSSLEnabled(true);
        protocol.setSslImplementationName(CallersTls.class.getName());
        show(certificate);
    }

    /** From now on whoever comes sees this certificate of the hub; connections that are open go on. */
    void show(SslBundle certificate) {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols(
                StringUtils.arrayToDelimitedString(certificate.getOptions().getEnabledProtocols(), "+"));
        Map<Boolean, List<String>> suites = Stream.of(certificate.getOptions().getCiphers())
                .collect(Collectors.partitioningBy(suite -> suite.startsWith("TLS_ECDHE_")));
        host.setCiphers(String.join(",", suites.get(true)));
        host.setCipherSuites(String.join(":", suites.get(false))); // those of TLS 1.3
        host.setHonorCipherOrder(true);
        host.setCertificateVerification("optional");
        // anybody may show anything here, and a session keeps what was shown
        host.setSessionCacheSize(MOST_SESSIONS);
        host.setSessionTimeout(SESSION_SECONDS);
        SSLHostConfigCertificate own = new SSLHostConfigCertificate(host, Type.UNDEFINED);
        own.setCertificateKeystore(certificate.getStores().getKeyStore());
        own.setCertificateKeystorePassword("");
        own.setCertificateKeyPassword("");
        own.setCertificateKeyAlias(certificate.getKey().getAlias());
        host.addCertificate(own);
        protocol.addSslHostConfig(host, true);
    }
}
