package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * Answers under this hub's own names only: another site could give its name this machine's address, and its page would then read
 * whatever the hub shows to strangers. Own are the names by which a machine calls itself, the address a request came in at,
 * what the operator lists, and what the hub's own certificate is for. A caller of HTTP/1.0 who names no host is no browser and may come in.
 */
final class KnownHosts extends ValveBase {
    private static final int MISDIRECTED = 421;
    private static final Pattern HOST = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]]+?))\\.?(?::[0-9]*)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}");

    private final Set<String> listed;
    private final Supplier<Set<String>> certified;
    private final Refusal refusal;

    /**
     * Answers under these names.
     *
     * @param certified the names that the hub's certificate is for, in small letters; asked anew each time
     */
    KnownHosts(Set<String> listed, Supplier<Set<String>> certified, Refusal refusal) {
        super(true);
        this.listed = listed;
        this.certified = certified;
        this.refusal = refusal;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        @Nullable String host = request.getHeader("Host");
        if (host == null || known(host, request.getLocalAddr())) {
            getNext().invoke(request, response);
        } else {
            refusal.answer(request, response, MISDIRECTED, new HubException(AgencyError.HOST_UNKNOWN, Map.of()));
        }
    }

    private boolean known(String header, String local) {
        Matcher host = HOST.matcher(header);
        if (!host.matches()) {
            return false;
        }
        if (host.group(1) != null) {
            return isHere(host.group(1), local);
        }
        String name = host.group(2).toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(name).matches()
                || name.equals(local)
                || listed.contains(name)
                || certified.get().contains(name);
    }

    /** What stands in brackets is read as an address, and no name service is asked. */
    private static boolean isHere(String address, String local) {
        try {
            InetAddress asked = InetAddress.getByName("[" + address + "]");
            return asked.isLoopbackAddress() || asked.equals(InetAddress.getByName(local));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
