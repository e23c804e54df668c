package vn.lienthong.route;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import vn.lienthong.sync.JobRunner.Carrier;

/** Whether routes take work, by what Camel says of them. */
final class RouteCarriers {
    private RouteCarriers() {}

    /** @param beforehand whether it is there before its first work; else it is added with it */
    static Carrier of(CamelContext camel, String route, boolean beforehand) {
        if (!camel.getStatus().isStarted()) {
            return Carrier.STARTING;
        }
        ServiceStatus status = camel.getRouteController().getRouteStatus(route);
        if (status == null) {
            return beforehand ? Carrier.DEAD : Carrier.READY;
        }
        if (status.isStarted()) {
            return Carrier.READY;
        }
        return status.isStarting() ? Carrier.STARTING : Carrier.DEAD;
    }
}
