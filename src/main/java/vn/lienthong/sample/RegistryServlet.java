package vn.lienthong.sample;

import jakarta.servlet.ServletConfig;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.cxf.annotations.SchemaValidation.SchemaValidationType;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.handler.WSHandlerConstants;

/**
 * The population registry over SOAP 1.1, on Apache CXF: whoever asks shows a user name with a password digest (WS-Security), each
 * once, and messages are what the WSDL says. CXF starts with the first question.
 */
final class RegistryServlet extends CXFNonSpringServlet {
    /** Where it answers. */
    static final String PATH = "/dan-cu";

    private static final long serialVersionUID = 1L;

    private final transient PopulationRegistry registry;
    private final String user;
    private final String password;

    /** @param user who may ask, with this password */
    RegistryServlet(PopulationRegistry registry, String user, String password) {
        this.registry = registry;
        this.user = user;
        this.password = password;
    }

    @Override
    public void loadBus(ServletConfig config) {
        setBus(new CXFBusFactory().createBus());
        JaxWsServerFactoryBean server = new JaxWsServerFactoryBean();
        server.setBus(getBus());
        server.setServiceBean(registry);
        server.setAddress(PATH);
        server.setProperties(Map.of(Message.SCHEMA_VALIDATION_ENABLED, SchemaValidationType.IN));
        server.getInInterceptors()
                .add(new WSS4JInInterceptor(Map.of(
                        WSHandlerConstants.ACTION,
                        WSHandlerConstants.TIMESTAMP + " " + WSHandlerConstants.USERNAME_TOKEN,
                        WSHandlerConstants.PASSWORD_TYPE,
                        WSConstants.PW_DIGEST,
                        WSHandlerConstants.PW_CALLBACK_REF,
                        (CallbackHandler) this::tell)));
        server.create();
    }

    private void tell(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (!(callback instanceof WSPasswordCallback asked)) {
                throw new UnsupportedCallbackException(callback);
            }
            if (user.equals(asked.getIdentifier())) {
                asked.setPassword(password);
            }
        }
    }
}
