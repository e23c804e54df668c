package vn.lienthong.route;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.WebAddress;

/**
 * Whether single turns are told to a collector of traces.
 *
 * @param url where it takes them, by OTLP over HTTP: {@code http://collector:4318/v1/traces}; empty for no traces
 * @param share of all turns that are told, from 0 to 1; all unless said
 */
@ConfigurationProperties("lienthong.traces")
record TraceSettings(@DefaultValue String url, @DefaultValue String share) {
    TraceSettings {
        if (!url.isBlank() && !WebAddress.is(url)) {
            // not said what it is: it may hold a password
            throw new HubException(RouteError.TRACES_URL_INVALID, Map.of());
        }
        if (!share.isBlank() && !share.strip().matches("0(\\.\\d{1,6})?|1(\\.0{1,6})?")) {
            throw new HubException(RouteError.TRACES_SHARE_INVALID, Map.of("value", share));
        }
    }

    boolean on() {
        return !url.isBlank();
    }

    double ratio() {
        return share.isBlank() ? 1 : Double.parseDouble(share.strip());
    }
}
