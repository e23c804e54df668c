package vn.lienthong.connector.soap;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Drafts;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.http.Paces;

/** Systems that answer over HTTP with SOAP. A dataset is an operation of the WSDL that the settings use. */
@Component
public final class SoapType implements ConnectorType, Drafts {
    private final Paces paces = new Paces();

    private @Nullable Bus bus;

    @Override
    public String name() {
        return "soap";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DISCOVER, Capability.READ, Capability.CALL);
    }

    @Override
    public boolean holdsDescription() {
        return true;
    }

    @Override
    public boolean notesExchanges() {
        return true;
    }

    @Override
    public boolean knows(String text) {
        return text.stripLeading().replace("\uFEFF", "").startsWith("<");
    }

    @Override
    public String draft(Map<String, String> files, Locale language) {
        return WsdlDraft.of(files, language);
    }

    @Override
    public Session open(Opening opening) {
        return new SoapSession(this::bus, opening, paces.of(opening));
    }

    /** Made when somebody first asks a partner: whoever has none pays nothing for it. */
    private synchronized Bus bus() {
        if (bus == null) {
            bus = new CXFBusFactory().createBus();
        }
        return bus;
    }
}
