package vn.lienthong.agency;

import java.net.InetAddress;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the hub's own port speak TLS where a certificate was given, and opens the one for programs with certificates where it was asked
 * for. The management port speaks no TLS: it stays on this machine, or on a network of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsSettings.class)
class TlsDoor {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tlsOnTheDoor(
            TlsSettings settings, SslBundles bundles, ServerProperties properties) {
        return server -> {
            if (settings.on()) {
                server.setSsl(Ssl.forBundle(HubCertificate.BUNDLE));
                server.setSslBundles(bundles);
                server.addConnectorCustomizers(connector -> {
                    strongestFirst(connector);
                    bundles.addBundleUpdateHandler(HubCertificate.BUNDLE, renewed -> strongestFirst(connector));
                });
                settings.callers()
                        .ifPresent(number -> server.addAdditionalTomcatConnectors(callers(
                                number,
                                bundles,
                                server.getAddress(),
                                properties.getTomcat().getConnectionTimeout())));
            }
        };
    }

    private static CallersPort callers(int number, SslBundles bundles, InetAddress address, Duration patience) {
        CallersPort port = new CallersPort(number, address, patience, bundles.getBundle(HubCertificate.BUNDLE));
        bundles.addBundleUpdateHandler(HubCertificate.BUNDLE, port::show);
        return port;
    }

    /** Of the suites that a caller offers the hub takes its own first one; each certificate comes with settings of its own. */
    private static void strongestFirst(Connector connector) {
        for (SSLHostConfig host : connector.getProtocolHandler().findSslHostConfigs()) {
            host.setHonorCipherOrder(true);
        }
    }
}
