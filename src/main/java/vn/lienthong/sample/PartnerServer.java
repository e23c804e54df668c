package vn.lienthong.sample;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.StandardSessionIdGenerator;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/**
 * A web server of one of the sample's partners: HTTPS on a free port of the loopback. It can be taken away, as if its machine were
 * switched off, and comes back at the same port. For every thread.
 */
final class PartnerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerServer.class);

    private final String name;
    private static final String WORK = "work";

    private final Tomcat tomcat = new Tomcat();
    private final Connector door = new Connector();
    private boolean there;

    private PartnerServer(String name) {
        this.name = name;
    }

    /**
     * A started server.
     *
     * @param name in messages
     * @param folder where it may keep what it works with
     * @param servlet answers all that comes; made ready when somebody first asks
     */
    static PartnerServer start(String name, Path folder, LoopbackCertificate certificate, Servlet servlet) {
        Registry.disableRegistry(); // as the hub's own web server does: nobody manages these over JMX
        PartnerServer server = new PartnerServer(name);
        try {
            OwnerOnly.createFolder(folder.getParent());
            OwnerOnly.createFolder(folder);
            OwnerOnly.createFolder(folder.resolve(WORK)); // left to itself the server makes one that others may open
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        server.lay(folder, certificate, servlet);
        server.begin();
        server.door.setPort(server.door.getLocalPort()); // where it comes back
        return server;
    }

    private void lay(Path folder, LoopbackCertificate certificate, Servlet servlet) {
        tomcat.setBaseDir(folder.toString());
        door.setPort(0);
        door.setProperty("address", "127.0.0.1");
        door.setProperty("bindOnInit", "false"); // so that a stop gives the port back
        door.setProperty("minSpareThreads", "1");
        door.setProperty("maxThreads", "16");
        door.setScheme("https");
        door.setSecure(true);
        door.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate shown = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        shown.setCertificateKeystore(certificate.keys());
        shown.setCertificateKeystorePassword(new String(LoopbackCertificate.NO_PASSWORD));
        host.addCertificate(shown);
        door.addSslHostConfig(host);
        tomcat.setConnector(door);
        StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
        context.setWorkDir(folder.resolve(WORK).toString());
        context.setManager(sessionless());
        Tomcat.addServlet(context, name, servlet).setLoadOnStartup(-1);
        context.addServletMappingDecoded("/*", name);
    }

    /** Without the source of random ids, which takes its time: nobody has a session here. */
    private static StandardManager sessionless() {
        StandardManager manager = new StandardManager();
        manager.setPathname(null);
        manager.setSessionIdGenerator(new StandardSessionIdGenerator() {
            @Override
            protected void startInternal() throws LifecycleException {
                setState(LifecycleState.STARTING);
            }
        });
        return manager;
    }

    private synchronized void begin() {
        try {
            tomcat.start();
            there = true;
        } catch (LifecycleException failed) {
            close();
            throw notStarted(failed);
        }
    }

    int port() {
        return door.getLocalPort() > 0 ? door.getLocalPort() : door.getPort();
    }

    synchronized boolean isThere() {
        return there;
    }

    /** Nobody is answered from now on; does nothing where it is away. */
    synchronized void leave() {
        if (there) {
            try {
                door.stop();
            } catch (LifecycleException failed) {
                throw notStarted(failed);
            } finally {
                there = false;
            }
        }
    }

    /**
     * Answers again; does nothing where it is there.
     *
     * @throws HubException CONFIGURATION where another program has taken its port meanwhile
     */
    synchronized void comeBack() {
        if (!there) {
            try {
                door.start();
                there = true;
            } catch (LifecycleException failed) {
                throw notStarted(failed);
            }
        }
    }

    private HubException notStarted(LifecycleException failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return new HubException(
                SampleError.PARTNER_NOT_STARTED,
                Map.of("partner", name, "why", String.valueOf(deepest.getMessage())),
                failed);
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            LOG.warn("sample.{}=not-stopped {}", name, failed.getMessage());
        }
    }
}
