package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import vn.lienthong.kernel.HubException;

/** Lets nothing but services be asked at the port for programs with certificates: no console, no API, no sign-in. */
final class ServicesOnly extends ValveBase {
    private final Refusal refusal;

    ServicesOnly(Refusal refusal) {
        super(true);
        this.refusal = refusal;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getConnector() instanceof CallersPort && !service(String.valueOf(request.getDecodedRequestURI()))) {
            refusal.answer(request, response, 404, new HubException(AgencyError.SERVICES_ONLY, Map.of()));
        } else {
            getNext().invoke(request, response);
        }
    }

    /** By the address as the server has made it plain, which is the one that is answered. */
    private static boolean service(String path) {
        return path.startsWith("/data/") || path.startsWith("/soap/") || path.startsWith("/ims/");
    }
}
