package vn.lienthong.agency;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.lienthong.kernel.HubException;

/**
 * What the operator says about the way to this hub.
 *
 * @param hosts the names it is called by from elsewhere, without scheme and port
 * @param proxies the addresses of the proxies before it, which alone are believed when they tell who asks, and how he came
 */
@ConfigurationProperties("lienthong.doors")
record DoorSettings(
        @DefaultValue Set<String> hosts, @DefaultValue List<String> proxies) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+");

    DoorSettings {
        hosts = hosts.stream().map(DoorSettings::name).collect(Collectors.toUnmodifiableSet());
        proxies = proxies.stream().map(DoorSettings::address).toList();
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lower).matches()) {
            throw new HubException(
                    AgencyError.DOOR_SETTING_INVALID, Map.of("setting", "LIENTHONG_HOSTS", "value", host));
        }
        return lower;
    }

    /** As the server writes the address of a caller. */
    private static String address(String proxy) {
        HubException invalid = new HubException(
                AgencyError.DOOR_SETTING_INVALID, Map.of("setting", "LIENTHONG_PROXIES", "value", proxy));
        if (!ADDRESS.matcher(proxy).matches()) {
            throw invalid;
        }
        try {
            return InetAddress.getByName(proxy).getHostAddress();
        } catch (UnknownHostException noAddress) {
            throw invalid;
        }
    }
}
