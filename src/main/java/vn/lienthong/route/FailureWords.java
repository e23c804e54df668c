package vn.lienthong.route;

import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Text;

/** Explains failures of routes: what happened and what to do say the errors themselves; what it costs and who deals with it, this. */
@Component
class FailureWords {
    private static final Text MAKERS = new Text("Quản trị nền tảng", "Platform administrators");

    private final Connectors connectors;
    private final Agencies agencies;

    FailureWords(Connectors connectors, Agencies agencies) {
        this.connectors = connectors;
        this.agencies = agencies;
    }

    RouteDetail.Failure explain(RouteMeter.FailureKey key, RouteMeter.Failed failed, RouteHealth route) {
        return new RouteDetail.Failure(
                key.step(),
                key.code(),
                failed.failure().connector(),
                failed.count(),
                failed.first(),
                failed.last(),
                failed.failure().problem(),
                cost(failed, route.group()),
                owner(failed, route),
                failed.failure().remedy());
    }

    private static Text cost(RouteMeter.Failed failed, RouteHealth.Group group) {
        if (group == RouteHealth.Group.SERVICE) {
            return new Text(
                    "Bên hỏi không được trả lời và được mời hỏi lại; không lộ dữ liệu.",
                    "Callers got no answer and were asked to come again; no data went out.");
        }
        if (group == RouteHealth.Group.MADE) {
            return new Text(
                    "Lượt này chưa ghi gì ở bước hỏng; lượt sau thử lại.",
                    "The step that failed wrote nothing; the next turn tries again.");
        }
        return switch (failed.failure().kind().next()) {
            case AGAIN ->
                new Text(
                        "Dữ liệu tới muộn, không mất gì; hệ thống tự thử lại.",
                        "Data arrives late, nothing is lost; the hub tries again by itself.");
            case HOLD -> new Text("Lần chạy dừng; phần đã ghi vẫn đúng.", "The run ended; what was written is right.");
            default ->
                new Text(
                        "Tuyến đứng lại cho tới khi sửa xong; phần đã ghi vẫn đúng.",
                        "The route stands still until it is mended; what was written is right.");
        };
    }

    /** Whoever can mend it: the owner of the system it is about, whoever runs the platform, else whoever answers for the route. */
    private Text owner(RouteMeter.Failed failed, RouteHealth route) {
        String connector = failed.failure().connector();
        return switch (failed.failure().kind()) {
            case BUG -> MAKERS;
            default ->
                connectors.all().stream()
                        .filter(one -> one.name().value().equals(connector))
                        .findFirst()
                        .map(this::owner)
                        .orElse(route.owner());
        };
    }

    private Text owner(Connector connector) {
        return connector.contact() == null ? agencies.name(connector.agency()) : Text.same(connector.contact());
    }
}
