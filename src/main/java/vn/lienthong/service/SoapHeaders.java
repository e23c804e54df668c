package vn.lienthong.service;

import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;

/**
 * Refuses an envelope with a header that must be understood: the hub understands none but the one that shows who sends it, and passes over
 * the others.
 */
final class SoapHeaders extends AbstractSoapInterceptor {
    private static final QName SECURITY = new QName(EnvelopeToken.SPACE, EnvelopeToken.HEADER);

    SoapHeaders() {
        super(Phase.PRE_PROTOCOL);
    }

    /** What CXF lets through; whether this envelope's was looked at is seen to below. */
    @Override
    public Set<QName> getUnderstoodHeaders() {
        return Set.of(SECURITY);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        boolean shown = SoapWire.passage(message).enveloped().shown();
        for (Header header : message.getHeaders()) {
            if (shown && header.getName().equals(SECURITY)) {
                continue;
            }
            if (!(header instanceof SoapHeader one) || one.isMustUnderstand()) {
                throw new SoapFault("header", message.getVersion().getMustUnderstand());
            }
        }
    }
}
