package vn.lienthong.connector.soap;

import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.apache.wss4j.dom.WSConstants;

/**
 * Lets an answer bear security headers, as partners who want them in questions put them into answers. They prove nothing to the hub: it
 * knows the partner by the connection.
 */
final class SecurityHeaders extends AbstractSoapInterceptor {
    private static final Set<QName> UNDERSTOOD =
            Set.of(new QName(WSConstants.WSSE_NS, "Security"), new QName(WSConstants.WSSE11_NS, "Security"));

    SecurityHeaders() {
        super(Phase.PRE_PROTOCOL);
    }

    @Override
    public Set<QName> getUnderstoodHeaders() {
        return UNDERSTOOD;
    }

    /** Refuses an answer with a header that must be understood and is another; CXF lets it through where nobody names its headers. */
    @Override
    public void handleMessage(SoapMessage message) {
        for (Header header : message.getHeaders()) {
            if (header instanceof SoapHeader one && one.isMustUnderstand() && !UNDERSTOOD.contains(one.getName())) {
                throw new SoapFault("header", message.getVersion().getMustUnderstand());
            }
        }
    }
}
