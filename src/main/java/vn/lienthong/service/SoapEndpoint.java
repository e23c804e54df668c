package vn.lienthong.service;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.SOAPBinding;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.sax.SAXSource;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.staxutils.StaxSource;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Xml;

/**
 * Opens envelopes of programs and closes those of answers and faults, through CXF: one endpoint for all services, which sees payloads
 * alone. It listens nowhere; what comes is handed to it by the hub's own door. Any thread.
 */
final class SoapEndpoint {
    private final SoapWire wire = new SoapWire();

    /** @param twelve whether it speaks SOAP 1.2, else 1.1 */
    SoapEndpoint(Bus bus, boolean twelve) {
        JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
        factory.setBus(bus);
        factory.setBindingId(twelve ? SOAPBinding.SOAP12HTTP_BINDING : SOAPBinding.SOAP11HTTP_BINDING);
        factory.setAddress("urn:lienthong:door");
        factory.setDestinationFactory(wire);
        factory.setServiceBean(new Payloads());
        Server server = factory.create();
        server.getEndpoint().getInInterceptors().add(new SoapHeaders());
        server.getEndpoint().getOutFaultInterceptors().add(new SoapFaults());
    }

    /** Gets the outermost elements of bodies. CXF calls it on the caller's thread. */
    @WebServiceProvider
    @ServiceMode(Service.Mode.PAYLOAD)
    static final class Payloads implements Provider<SAXSource> {
        @Override
        public SAXSource invoke(@Nullable SAXSource payload) {
            Message message = PhaseInterceptorChain.getCurrentMessage();
            SoapWire.Passage passage = SoapWire.passage(message);
            if (payload == null) {
                throw unread(message);
            }
            try {
                XMLStreamReader xml = passage.xml();
                Element question = Xml.tree(xml);
                needNothingElse(xml, message);
                byte[] answer = passage.enveloped().answer(question).getBytes(StandardCharsets.UTF_8);
                return new StaxSource(Xml.reader(answer));
            } catch (XMLStreamException hostile) {
                throw unread(message);
            }
        }

        /** One question is in a body, and nothing comes behind the envelope. */
        private static void needNothingElse(XMLStreamReader xml, Message message) throws XMLStreamException {
            while (xml.hasNext()) {
                int event = xml.next();
                boolean text = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
                if (event == XMLStreamConstants.START_ELEMENT || text && !xml.isWhiteSpace()) {
                    throw unread(message);
                }
            }
        }

        private static SoapFault unread(Message message) {
            return new SoapFault("unread", ((SoapMessage) message).getVersion().getSender());
        }
    }

    /** One exchange; envelopes that cannot be read are answered as well. */
    SoapReply exchange(byte[] envelope, Enveloped enveloped) {
        return wire.carry(envelope, enveloped);
    }
}
