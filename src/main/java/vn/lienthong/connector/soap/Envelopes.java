package vn.lienthong.connector.soap;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPBinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.sax.SAXSource;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.UpfrontConduitSelector;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.jaxws.ServiceImpl;
import org.apache.cxf.staxutils.StaxSource;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.kernel.HubException;

/** Asks in envelopes of SOAP, through CXF: which operation is always said, attachments are never made. One thread at a time. */
final class Envelopes {
    private static final QName NAME = new QName("urn:lienthong", "partner");

    private final HttpFailures failures;
    private final Wire wire;
    private final Dispatch<SAXSource> dispatch;

    Envelopes(Bus bus, Opening opening, HttpFailures failures, Wire wire, boolean twelve) {
        this.failures = failures;
        this.wire = wire;
        String binding = twelve ? SOAPBinding.SOAP12HTTP_BINDING : SOAPBinding.SOAP11HTTP_BINDING;
        ServiceImpl service = new ServiceImpl(bus, null, NAME, Service.class);
        service.addPort(NAME, binding, "urn:lienthong:wire");
        this.dispatch = service.createDispatch(NAME, SAXSource.class, Service.Mode.PAYLOAD);
        Client client = ((DispatchImpl<?>) dispatch).getClient();
        UpfrontConduitSelector ours = new UpfrontConduitSelector(wire);
        ours.setEndpoint(client.getEndpoint());
        client.setConduitSelector(ours);
        wire.setMessageObserver(client);
        MessageSecurity.of(opening, failures, twelve).ifPresent(client.getOutInterceptors()::add);
        client.getInInterceptors().add(new SecurityHeaders());
        dispatch.getRequestContext().put("mtom-enabled", false);
    }

    /**
     * What came back: an answer, a fault, or something that is no SOAP.
     *
     * @param reply as HTTP has it
     */
    record Outcome(
            Exchanges.Reply reply,
            @Nullable Element answer,
            @Nullable Fault fault) {}

    /**
     * The partner says that he does not answer. What he says in words may hold rows, and goes nowhere.
     *
     * @param code the last part of the fault's code
     * @param ours whether he says that it is the asker's mistake
     * @param signIn whether it is about who asks
     */
    record Fault(String code, boolean ours, boolean signIn) {}

    /**
     * One exchange.
     *
     * @throws HubException UNAVAILABLE where no answer came in time, CONFIGURATION where it is XML that the hub does not read
     */
    Outcome ask(SoapOperation operation, String payload, Duration limit, @Nullable String authorization) {
        Map<String, Object> context = dispatch.getRequestContext();
        context.put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
        context.put(BindingProvider.SOAPACTION_URI_PROPERTY, operation.asked().action());
        wire.next(operation.listing().name(), limit, authorization);
        try {
            XMLStreamReader request = Xml.reader(payload.getBytes(StandardCharsets.UTF_8));
            SAXSource answer = dispatch.invoke(new StaxSource(request));
            return new Outcome(came(), answer == null ? null : read(answer), null);
        } catch (XMLStreamException broken) {
            throw hostile(String.valueOf(broken.getMessage()));
        } catch (RuntimeException failed) {
            return failed(failed);
        }
    }

    private static Element read(SAXSource answer) throws XMLStreamException {
        XMLStreamReader xml = ((StaxSource) answer).getXMLStreamReader();
        while (xml.getEventType() != XMLStreamConstants.START_ELEMENT && xml.hasNext()) {
            xml.next();
        }
        return Xml.tree(xml);
    }

    private Outcome failed(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException known) {
                throw known;
            }
            if (cause instanceof Wire.NoEnvelope) {
                return new Outcome(came(), null, null);
            }
            if (cause instanceof Wire.Hostile hostile) {
                throw hostile(String.valueOf(hostile.getMessage()));
            }
            if (cause instanceof XMLStreamException broken) {
                throw hostile(String.valueOf(broken.getMessage()));
            }
        }
        if (wire.reply() == null) {
            throw new IllegalStateException("a question could not be written", failed);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SoapFault said) {
                if (wire.faulted()) {
                    return new Outcome(came(), null, Faults.of(said));
                }
                if ("MustUnderstand".equals(said.getFaultCode().getLocalPart())) {
                    throw failures.error(SoapError.HEADER_UNKNOWN, Map.of(), null);
                }
            }
        }
        throw failures.error(SoapError.NOT_SOAP, Map.of(), null);
    }

    private HubException hostile(String why) {
        return failures.error(SoapError.HOSTILE, Map.of("why", why), null);
    }

    private Exchanges.Reply came() {
        Exchanges.Reply reply = wire.reply();
        if (reply == null) {
            throw failures.error(SoapError.NOT_SOAP, Map.of(), null);
        }
        return reply;
    }
}
