package vn.lienthong.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;
import vn.lienthong.route.made.MadeFile;
import vn.lienthong.route.made.MadeRoutes;
import vn.lienthong.sync.JobRunner.Carrier;

/** Hand-made routes of whoever asks. How they do is told by their turns of late. */
@Component
class MadeRouteViews {
    /** From these shares of turns that fail, of a hundred, somebody should look, and is needed. */
    private static final int WATCH = 5;

    private static final int ALARM = 50;

    private final MadeRoutes made;
    private final HeldServices held;
    private final RouteMeter meter;
    private final Agencies agencies;
    private final Callers callers;
    private final CamelContext camel;

    MadeRouteViews(
            MadeRoutes made,
            HeldServices held,
            RouteMeter meter,
            Agencies agencies,
            Callers callers,
            CamelContext camel) {
        this.made = made;
        this.held = held;
        this.meter = meter;
        this.agencies = agencies;
        this.callers = callers;
        this.camel = camel;
    }

    List<MadeRoutes.Standing> seen() {
        var caller = callers.current();
        return made.all().stream()
                .filter(one -> caller.sees(new Owners(one.file().agency())))
                .toList();
    }

    int count() {
        return seen().stream().mapToInt(one -> one.file().routes().size()).sum();
    }

    /** How many files of hand-made routes hold a text that was refused. */
    long refused() {
        var caller = callers.current();
        return made.refused(agency -> caller.sees(new Owners(agency)));
    }

    /** Whose a route is. */
    Optional<Owners> owners(String id) {
        return made.all().stream()
                .filter(one -> one.file().routes().stream()
                        .anyMatch(route -> route.id().equals(id)))
                .findFirst()
                .map(one -> new Owners(one.file().agency()));
    }

    /** The steps of a route, in their order. */
    List<String> steps(String id) {
        return made.all().stream()
                .flatMap(one -> one.file().routes().stream())
                .filter(route -> route.id().equals(id))
                .findFirst()
                .map(MadeFile.Route::steps)
                .orElse(List.of());
    }

    /** Stopped or let go on: at once on this node. */
    void heed() {
        made.heed();
    }

    /**
     * All, with what they did.
     *
     * @param lately in the last quarter of an hour
     */
    List<RouteHealth> all(Map<String, Figures> figures, Map<String, Tally> lately) {
        return seen().stream()
                .flatMap(one -> one.file().routes().stream().map(route -> view(one, route, figures, lately)))
                .toList();
    }

    private RouteHealth view(
            MadeRoutes.Standing one, MadeFile.Route route, Map<String, Figures> figures, Map<String, Tally> lately) {
        MadeFile file = one.file();
        boolean stopped = held.held(route.id());
        return new RouteHealth(
                route.id(),
                RouteHealth.Group.MADE,
                file.agency(),
                agencies.name(file.agency()),
                route.title(),
                null,
                null,
                first(Stream.concat(file.reads().stream(), file.calls().stream())),
                first(file.writes().stream()),
                health(one, route, stopped, lately.getOrDefault(route.id(), Tally.NONE)),
                stopped,
                null,
                null,
                null,
                meter.inFlight(route.id()),
                figures.getOrDefault(route.id(), Figures.NONE),
                null,
                null,
                null);
    }

    private static @Nullable DatasetName first(Stream<DatasetName> datasets) {
        return datasets.sorted((a, b) -> a.toString().compareTo(b.toString()))
                .findFirst()
                .orElse(null);
    }

    private Health health(MadeRoutes.Standing one, MadeFile.Route route, boolean stopped, Tally lately) {
        if (stopped) {
            return health(Health.State.PAUSED, "stopped", "Người vận hành đã dừng hẳn.", "A person has stopped it.");
        }
        if (RouteCarriers.of(camel, route.inCamel(), true) != Carrier.READY) {
            return health(
                    Health.State.FAILED,
                    "route-dead",
                    "Tuyến không nhận việc trên máy này.",
                    "Its route takes no work on this node.");
        }
        if (lately.failed() > 0 && lately.failed() * 100 >= lately.count() * WATCH) {
            return health(
                    lately.failed() * 100 >= lately.count() * ALARM ? Health.State.FAILED : Health.State.SLOW,
                    "turns-failed",
                    "%d trong %d lượt 15 phút qua bị lỗi.".formatted(lately.failed(), lately.count()),
                    "%d of %d turns in the last 15 minutes failed.".formatted(lately.failed(), lately.count()));
        }
        if (one.wrong()) {
            return health(
                    Health.State.SLOW,
                    "newer-refused",
                    "Bản mới của tệp bị từ chối; bản trước vẫn chạy.",
                    "A newer text of its file was refused; the one before goes on.");
        }
        return lately.count() > 0
                ? health(Health.State.GOOD, "turns", "Các lượt vừa qua đều xong.", "Its turns of late were done.")
                : health(
                        Health.State.UNKNOWN,
                        "no-turn",
                        "Chưa có lượt nào trong 15 phút qua.",
                        "It had no turn in the last 15 minutes.");
    }

    private static Health health(Health.State state, String code, String vi, String en) {
        return new Health(state, code, new Text(vi, en));
    }
}
