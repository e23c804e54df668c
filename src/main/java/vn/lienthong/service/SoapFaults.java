package vn.lienthong.service;

import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.SoapVersion;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;
import org.w3c.dom.Element;

/** Makes every fault one of the hub's own, coded and in the caller's language: of what CXF or a parser says nothing goes out. */
final class SoapFaults extends AbstractSoapInterceptor {
    SoapFaults() {
        super(Phase.SETUP);
    }

    /** Of HTTP: SOAP 1.1 has one for all faults, 1.2 tells the sender's apart; who must show a token is told so in both. */
    static int status(Refused refused, String contentType) {
        if (refused.status() == 401) {
            return 401;
        }
        return contentType.startsWith("application/soap+xml") && refused.status() < 500 ? 400 : 500;
    }

    @Override
    public void handleMessage(SoapMessage message) {
        Exception thrown = message.getContent(Exception.class);
        SoapWire.Passage passage = SoapWire.passage(message);
        Refused refused = refused(thrown, passage.enveloped(), message.getVersion());
        passage.reply().refused(refused);
        message.setContent(Exception.class, fault(refused, passage.enveloped(), message.getVersion()));
    }

    private static Refused refused(Exception thrown, Enveloped enveloped, SoapVersion version) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Enveloped.RefusedCall call && call.why() != null) {
                return call.why();
            }
        }
        boolean header =
                thrown instanceof SoapFault fault && fault.getFaultCode().equals(version.getMustUnderstand());
        return enveloped.unread(header);
    }

    private static Fault fault(Refused refused, Enveloped enveloped, SoapVersion version) {
        boolean header = refused.why().code() == ServiceError.HEADER_UNKNOWN;
        QName code = header
                ? version.getMustUnderstand()
                : refused.status() < 500 ? version.getSender() : version.getReceiver();
        SoapFault fault = new SoapFault(refused.why().problem().in(enveloped.locale()), code);
        Element detail = fault.getOrCreateDetail();
        Element problem = detail.getOwnerDocument().createElementNS(ServiceSchema.PROBLEM_SPACE, ServiceSchema.PROBLEM);
        detail.appendChild(problem);
        add(problem, ServiceSchema.PROBLEM_SPACE, "code", refused.why().code().code());
        add(
                problem,
                ServiceSchema.PROBLEM_SPACE,
                "remedy",
                refused.why().remedy().in(enveloped.locale()));
        if (refused.seconds() != null) {
            add(
                    problem,
                    ServiceSchema.PROBLEM_SPACE,
                    "seconds",
                    refused.seconds().toString());
        }
        return fault;
    }

    private static void add(Element problem, String space, String name, String text) {
        Element child = problem.getOwnerDocument().createElementNS(space, name);
        child.setTextContent(text);
        problem.appendChild(child);
    }
}
