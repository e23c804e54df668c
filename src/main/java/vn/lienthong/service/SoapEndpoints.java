package vn.lienthong.service;

import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The endpoints of CXF, one for each version of SOAP. They are made when somebody first comes: whoever offers none pays nothing for them. */
@Component
class SoapEndpoints {
    private static final String ELEVEN_SPACE = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String TWELVE_SPACE = "http://www.w3.org/2003/05/soap-envelope";

    private volatile @Nullable SoapEndpoint eleven;
    private volatile @Nullable SoapEndpoint twelve;

    /** The namespace of a version's envelopes. */
    static String space(boolean twelve) {
        return twelve ? TWELVE_SPACE : ELEVEN_SPACE;
    }

    /** @param second whether it is for SOAP 1.2 */
    SoapEndpoint of(boolean second) {
        SoapEndpoint there = second ? twelve : eleven;
        return there == null ? made(second) : there;
    }

    private synchronized SoapEndpoint made(boolean second) {
        if (eleven == null) {
            Bus bus = new CXFBusFactory().createBus();
            twelve = new SoapEndpoint(bus, true);
            eleven = new SoapEndpoint(bus, false);
        }
        return second ? twelve : eleven;
    }
}
