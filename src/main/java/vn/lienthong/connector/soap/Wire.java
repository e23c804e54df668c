package vn.lienthong.connector.soap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.common.logging.LogUtils;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.transport.AbstractConduit;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.http.About;
import vn.lienthong.connector.http.Exchanges;

/**
 * Carries envelopes for CXF: to the place that was resolved and allowed, as the connector's other exchanges go, and back as XML that was
 * read by {@link Xml}. CXF itself opens no connection. One exchange at a time.
 */
final class Wire extends AbstractConduit {
    private static final Logger LOG = LogUtils.getL7dLogger(Wire.class);

    private final Exchanges exchanges;
    private final String target;
    private @Nullable String authorization;
    private String operation = "";
    private Duration limit = Duration.ZERO;
    private ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    private Exchanges.@Nullable Reply reply;
    private @Nullable Exchange exchange;

    Wire(Exchanges exchanges, String target) {
        super(nowhere());
        this.exchanges = exchanges;
        this.target = target;
    }

    private static EndpointReferenceType nowhere() {
        return org.apache.cxf.ws.addressing.EndpointReferenceUtils.getEndpointReference("urn:lienthong:wire");
    }

    /** What came back is no envelope; {@link #reply} has it. */
    static final class NoEnvelope extends IOException {
        private static final long serialVersionUID = 1L;

        NoEnvelope() {
            super("no SOAP");
        }
    }

    /** What came back is XML that the hub does not read; the message says why, without quoting it. */
    static final class Hostile extends IOException {
        private static final long serialVersionUID = 1L;

        Hostile(String why) {
            super(why);
        }
    }

    /** The next exchange asks this operation, and takes no longer than this. */
    void next(String asks, Duration most, @Nullable String header) {
        operation = asks;
        limit = most;
        authorization = header;
        reply = null;
        exchange = null;
    }

    /** What came back last; null where nothing did. */
    Exchanges.@Nullable Reply reply() {
        return reply;
    }

    /** Whether what came back was read as a fault, and it is not the reading that failed. */
    boolean faulted() {
        return exchange != null && exchange.getInFaultMessage() != null;
    }

    @Override
    public void prepare(Message message) {
        envelope = new ByteArrayOutputStream();
        message.setContent(OutputStream.class, envelope);
    }

    @Override
    public void close(Message message) throws IOException {
        Exchange its = message.getExchange();
        if (its == null || message != its.getOutMessage()) {
            super.close(message);
            return;
        }
        exchange = its;
        Exchanges.Reply came = exchanges.send(request(message), limit, new About(operation, target));
        reply = came;
        if (!enveloped(came)) {
            throw new NoEnvelope();
        }
        Message answer = new MessageImpl();
        answer.setExchange(its);
        answer.put(Message.RESPONSE_CODE, came.status());
        answer.put(Message.CONTENT_TYPE, came.type());
        answer.put(Message.INBOUND_MESSAGE, Boolean.TRUE);
        try {
            answer.setContent(XMLStreamReader.class, Xml.reader(came.body(), encoding(came.type())));
        } catch (XMLStreamException broken) {
            throw new Hostile(String.valueOf(broken.getMessage()));
        }
        getMessageObserver().onMessage(answer);
    }

    private HttpPost request(Message message) {
        HttpPost request = new HttpPost(target);
        String type = String.valueOf(message.get(Message.CONTENT_TYPE));
        // a partner that is not told the encoding may take it for Latin-1, and answer so
        request.setEntity(new ByteArrayEntity(
                envelope.toByteArray(), ContentType.parse(type).withCharset(StandardCharsets.UTF_8)));
        request.setHeader(HttpHeaders.ACCEPT, "text/xml, application/soap+xml");
        Object headers = message.get(Message.PROTOCOL_HEADERS);
        if (headers instanceof Map<?, ?> map
                && map.get("SOAPAction") instanceof List<?> actions
                && !actions.isEmpty()) {
            request.setHeader("SOAPAction", String.valueOf(actions.get(0)));
        }
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return request;
    }

    private static @Nullable String encoding(String type) throws Hostile {
        try {
            Charset said = ContentType.parse(type).getCharset();
            return said == null ? null : said.name();
        } catch (IllegalArgumentException unknown) {
            throw new Hostile("encoding");
        }
    }

    /** A fault comes with a status of its own, but an envelope it is. */
    private static boolean enveloped(Exchanges.Reply reply) {
        String type = reply.type().toLowerCase(Locale.ROOT);
        boolean xml = type.startsWith("text/xml") || type.startsWith("application/soap+xml");
        boolean said = reply.status() == 200 || reply.status() == 500 || reply.status() == 400;
        return xml && said && reply.body().length > 0;
    }

    @Override
    protected Logger getLogger() {
        return LOG;
    }
}
