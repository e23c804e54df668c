package vn.lienthong.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.Bus;
import org.apache.cxf.common.logging.LogUtils;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.AbstractConduit;
import org.apache.cxf.transport.AbstractDestination;
import org.apache.cxf.transport.Conduit;
import org.apache.cxf.transport.Destination;
import org.apache.cxf.transport.DestinationFactory;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.EndpointReferenceUtils;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Xml;

/**
 * Carries envelopes between the hub's door and CXF, which has no transport of its own here: XML that {@link Xml} reads goes in, bytes come
 * out, and nothing of HTTP goes with them.
 */
final class SoapWire implements DestinationFactory {
    private static final Logger LOG = LogUtils.getL7dLogger(SoapWire.class);
    private static final byte[] NO_ENVELOPE = "<none/>".getBytes(StandardCharsets.UTF_8);
    private static final EndpointReferenceType NOWHERE =
            EndpointReferenceUtils.getEndpointReference("urn:lienthong:door");

    /** What was refused stands in the journal; a log of it would be another, and one that callers can fill. */
    private static final FaultListener SILENT = (failed, what, message) -> false;

    private @Nullable Inlet inlet;

    /**
     * One exchange on its way.
     *
     * @param xml what was sent, as far as it has been read
     */
    record Passage(XMLStreamReader xml, Enveloped enveloped, Reply reply) {}

    /** What goes back, as CXF makes it. */
    static final class Reply {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String type = "";
        private @Nullable Refused refused;

        void refused(Refused why) {
            refused = why;
        }
    }

    /** The exchange to which a message belongs. */
    static Passage passage(Message message) {
        return (Passage) message.getExchange().get(Passage.class.getName());
    }

    SoapReply carry(byte[] envelope, Enveloped enveloped) {
        Reply reply = new Reply();
        Message message = new MessageImpl();
        Exchange exchange = new ExchangeImpl();
        XMLStreamReader xml = opened(envelope);
        exchange.put(Passage.class.getName(), new Passage(xml, enveloped, reply));
        exchange.setInMessage(message);
        message.setExchange(exchange);
        message.setContent(XMLStreamReader.class, xml);
        message.put(Message.INBOUND_MESSAGE, Boolean.TRUE);
        message.put(FaultListener.class.getName(), SILENT);
        Inlet way = inlet;
        if (way == null) {
            throw new IllegalStateException("the endpoint is not open");
        }
        exchange.setDestination(way);
        way.getMessageObserver().onMessage(message);
        if (reply.type.isEmpty()) {
            throw new IllegalStateException("an envelope was not answered");
        }
        Refused refused = reply.refused;
        return new SoapReply(
                refused == null ? 200 : SoapFaults.status(refused, reply.type),
                reply.type,
                reply.bytes.toByteArray(),
                refused == null ? null : refused.seconds(),
                refused == null ? enveloped.announced() : Map.of());
    }

    /** What is no XML from its first letter on is refused like any other document that is no envelope. */
    private static XMLStreamReader opened(byte[] envelope) {
        try {
            return Xml.reader(envelope, "UTF-8"); // whatever the document says of itself
        } catch (XMLStreamException none) {
            try {
                return Xml.reader(NO_ENVELOPE, "UTF-8");
            } catch (XMLStreamException never) {
                throw new IllegalStateException(never);
            }
        }
    }

    @Override
    public Destination getDestination(EndpointInfo endpoint, Bus bus) {
        Inlet made = new Inlet(endpoint);
        inlet = made;
        return made;
    }

    @Override
    public Set<String> getUriPrefixes() {
        return Set.of();
    }

    @Override
    public List<String> getTransportIds() {
        return List.of();
    }

    /** Where envelopes come in. */
    private static final class Inlet extends AbstractDestination {
        Inlet(EndpointInfo endpoint) {
            super(NOWHERE, endpoint);
        }

        @Override
        protected Conduit getInbuiltBackChannel(Message in) {
            return new Outlet(passage(in).reply());
        }

        @Override
        protected Logger getLogger() {
            return LOG;
        }
    }

    /** Where they go out. */
    private static final class Outlet extends AbstractConduit {
        private final Reply reply;

        Outlet(Reply reply) {
            super(NOWHERE);
            this.reply = reply;
        }

        @Override
        public void prepare(Message message) {
            reply.bytes.reset(); // of an answer that became a fault on its way nothing is left
            message.setContent(OutputStream.class, reply.bytes);
        }

        @Override
        public void close(Message message) throws IOException {
            super.close(message);
            String type = String.valueOf(message.get(Message.CONTENT_TYPE));
            // whoever is not told the encoding may take it for another
            reply.type = type.contains("charset=") ? type : type + "; charset=UTF-8";
        }

        @Override
        protected Logger getLogger() {
            return LOG;
        }
    }
}
