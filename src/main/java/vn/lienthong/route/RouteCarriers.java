package vn.lienthong.route;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import vn.lienthong.sync.JobRunner.Carrier;

/** Whether routes take work, by what Camel says of them. */
final class RouteCarriers {
    private RouteCarriers() {}

    /** A route that is not there yet is added with its first work. */
    static Carrier of(CamelContext camel, String route) {
        if (!camel.getStatus().isStarted()) {
            return Carrier.STARTING;
        }
        ServiceStatus status = camel.getRouteController().getRouteStatus(route);
        if (status == null || status.isStarted()) {
            return Carrier.READY;
        }
        return status.isStarting() ? Carrier.STARTING : Carrier.DEAD;
    }
}
