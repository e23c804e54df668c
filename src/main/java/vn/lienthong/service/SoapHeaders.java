package vn.lienthong.service;

import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;

/** Refuses an envelope with a header that must be understood: the hub understands none, and passes over the others. */
final class SoapHeaders extends AbstractSoapInterceptor {
    SoapHeaders() {
        super(Phase.PRE_PROTOCOL);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        for (Header header : message.getHeaders()) {
            if (!(header instanceof SoapHeader one) || one.isMustUnderstand()) {
                throw new SoapFault("header", message.getVersion().getMustUnderstand());
            }
        }
    }
}
