package vn.lienthong.agency;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardService;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import vn.lienthong.testing.TestIdentity;

/** The port for programs with certificates, opened on a hub that runs without. */
public final class OpenCallersPort implements AutoCloseable {
    private final StandardService service;
    private final CallersPort port;

    public OpenCallersPort(ServletWebServerApplicationContext hub) {
        TestIdentity own = TestIdentity.of("localhost");
        service = (StandardService)
                ((TomcatWebServer) hub.getWebServer()).getTomcat().getService();
        port = new CallersPort(
                0,
                InetAddress.getLoopbackAddress(),
                Duration.ofSeconds(5),
                new TlsPair(List.of(own.certificate()), own.key()).bundle());
        service.addConnector(port);
    }

    public int number() {
        return port.getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        service.removeConnector(port);
        port.destroy();
    }
}
