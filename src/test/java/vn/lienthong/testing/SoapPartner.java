package vn.lienthong.testing;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlSchemaType;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.namespace.QName;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;

/** A partner's SOAP service: Apache CXF in a Tomcat on the loopback. It lists pupils in pages and finds one by its code. */
public final class SoapPartner implements AutoCloseable {
    /** The namespace of its messages. */
    public static final String SPACE = "urn:partner:pupils";

    private final Tomcat tomcat = new Tomcat();
    private final Connector door = new Connector();
    private final Path folder;
    private final Pupils pupils = new Pupils();

    /** A pupil as the partner has him. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "Pupil",
            namespace = SPACE,
            propOrder = {"code", "name", "grade", "born", "changed", "source"})
    public static final class Pupil {
        @XmlElement(required = true, namespace = SPACE)
        public String code = "";

        @XmlElement(namespace = SPACE)
        public @Nullable String name;

        @XmlElement(namespace = SPACE)
        public @Nullable Integer grade;

        @XmlElement(namespace = SPACE)
        @XmlSchemaType(name = "date")
        public @Nullable XMLGregorianCalendar born;

        @XmlElement(namespace = SPACE)
        @XmlSchemaType(name = "dateTime")
        public @Nullable XMLGregorianCalendar changed;

        @XmlElement(namespace = SPACE)
        public @Nullable String source;
    }

    /** A page of pupils. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "Page",
            namespace = SPACE,
            propOrder = {"total", "pupils"})
    public static final class Page {
        @XmlElement(namespace = SPACE)
        public int total;

        @XmlElementWrapper(name = "pupils", namespace = SPACE)
        @XmlElement(name = "pupil", namespace = SPACE)
        public @Nullable List<Pupil> pupils;
    }

    /** The service itself. */
    @WebService(targetNamespace = SPACE, serviceName = "Pupils", portName = "PupilsPort")
    public static class Pupils {
        final List<Pupil> all = new CopyOnWriteArrayList<>();
        final List<String> asked = new CopyOnWriteArrayList<>();
        final AtomicInteger goodFor = new AtomicInteger(Integer.MAX_VALUE);
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        volatile boolean blurts;
        volatile CountDownLatch gate = new CountDownLatch(0);

        /** Declared first, so that whoever names no operation would call it. */
        @WebMethod(operationName = "AaaDeleteAll")
        @WebResult(name = "count", targetNamespace = SPACE)
        public int deleteAll() {
            asked.add("AaaDeleteAll");
            return all.size();
        }

        @WebMethod(operationName = "ListPupils", action = "urn:list")
        @WebResult(name = "page", targetNamespace = SPACE)
        public Page list(
                @WebParam(name = "page", targetNamespace = SPACE) int number,
                @WebParam(name = "size", targetNamespace = SPACE) int size,
                @WebParam(name = "since", targetNamespace = SPACE) @Nullable XMLGregorianCalendar since) {
            asked.add("ListPupils page=" + number + " size=" + size + " since=" + since);
            List<Pupil> found = all.stream()
                    .filter(pupil -> since == null
                            || pupil.changed != null
                                    && pupil.changed.toGregorianCalendar().compareTo(since.toGregorianCalendar()) >= 0)
                    .toList();
            int most = size <= 0 ? found.size() : size;
            int from = Math.min(found.size(), Math.max(0, number - 1) * most);
            Page page = new Page();
            page.total = found.size();
            List<Pupil> some = found.subList(from, Math.min(found.size(), from + most));
            page.pupils = some.isEmpty() ? null : new ArrayList<>(some);
            return page;
        }

        @WebMethod(operationName = "FindPupil")
        @WebResult(name = "pupil", targetNamespace = SPACE)
        public List<Pupil> find(
                @WebParam(name = "code", targetNamespace = SPACE) @XmlElement(required = true) String code) {
            asked.add("FindPupil " + code);
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                gate.await();
                return answer(code);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            } finally {
                atOnce.decrementAndGet();
            }
        }

        private List<Pupil> answer(String code) {
            if (goodFor.getAndDecrement() <= 0 || code.startsWith("fault")) {
                throw new IllegalStateException("the register failed on pupil " + code);
            }
            if (code.startsWith("wrong")) {
                throw new SoapFault(
                        "no such code as " + code, new QName("http://schemas.xmlsoap.org/soap/envelope/", "Client"));
            }
            return all.stream()
                    .filter(pupil -> blurts || pupil.code.equals(code))
                    .toList();
        }
    }

    /**
     * A started partner.
     *
     * @param twelve whether it speaks SOAP 1.2
     * @param tls the folder with {@code certificate.pem} and {@code key.pem} where it encrypts
     * @param knows the certificate (PEM file) of the authority whose clients it knows; null where it asks for none
     * @param doors where it answers below {@code /services}, and what messages go through on their way in there
     */
    public SoapPartner(
            boolean twelve,
            @Nullable Path tls,
            @Nullable Path knows,
            Map<String, List<Interceptor<? extends Message>>> doors) {
        try {
            folder = Files.createTempDirectory("soap-partner");
            tomcat.setBaseDir(folder.toString());
            door.setPort(0);
            door.setProperty("address", "127.0.0.1");
            if (tls != null) {
                encrypt(tls, knows);
            }
            tomcat.setConnector(door);
            Context context = tomcat.addContext("", folder.toString());
            CXFNonSpringServlet servlet = new CXFNonSpringServlet();
            Bus bus = new CXFBusFactory().createBus();
            servlet.setBus(bus);
            Tomcat.addServlet(context, "cxf", servlet).setLoadOnStartup(1);
            context.addServletMappingDecoded("/services/*", "cxf");
            tomcat.start();
            doors.forEach((name, interceptors) -> {
                JaxWsServerFactoryBean server = new JaxWsServerFactoryBean();
                server.setBus(bus);
                server.setServiceBean(pupils);
                server.setAddress("/" + name);
                if (twelve) {
                    server.setBindingId(SOAPBinding.SOAP12HTTP_BINDING);
                }
                server.setInInterceptors(interceptors);
                server.create();
            });
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A partner that does not encrypt and asks nobody who he is. */
    public SoapPartner() {
        this(false, null, null, Map.of("pupils", List.of()));
    }

    private void encrypt(Path tls, @Nullable Path knows) {
        door.setScheme("https");
        door.setSecure(true);
        door.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(tls.resolve("certificate.pem").toString());
        certificate.setCertificateKeyFile(tls.resolve("key.pem").toString());
        host.addCertificate(certificate);
        if (knows != null) {
            host.setCertificateVerification("optional");
            host.setTrustStore(holding(knows));
        }
        door.addSslHostConfig(host);
    }

    private static KeyStore holding(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            Certificate known = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setCertificateEntry("authority", known);
            return store;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Where it answers, below the host. */
    public static String path() {
        return "/services/pupils";
    }

    /** What it holds. */
    public List<Pupil> rows() {
        return pupils.all;
    }

    /** What it was asked, in order. */
    public List<String> asked() {
        return pupils.asked;
    }

    /** Its own description, as it hands it out: one file. */
    public Map<String, String> wsdl() {
        try {
            URLConnection asking = URI.create(
                            (door.getSecure() ? "https" : "http") + "://localhost:" + port() + path() + "?wsdl")
                    .toURL()
                    .openConnection();
            if (asking instanceof HttpsURLConnection encrypted) {
                encrypted.setSSLSocketFactory(TestAuthority.trusting().getSocketFactory());
            }
            try (InputStream in = asking.getInputStream()) {
                return Map.of("pupils.wsdl", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** After so many questions about single pupils its register fails at each. */
    public void goodFor(int questions) {
        pupils.goodFor.set(questions);
    }

    /** Questions about single pupils are answered once this gate is open. */
    public void behind(CountDownLatch gate) {
        pupils.gate = gate;
    }

    /** Whether a question about one pupil is answered with all there are. */
    public void blurts(boolean all) {
        pupils.blurts = all;
    }

    /** How many questions about single pupils wait for their answer now. */
    public int atOnce() {
        return pupils.atOnce.get();
    }

    /** How many did at most, since it was started. */
    public int mostAtOnce() {
        return pupils.mostAtOnce.get();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            delete(folder.toFile());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        for (File one : inside == null ? new File[0] : inside) {
            delete(one);
        }
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }
}
