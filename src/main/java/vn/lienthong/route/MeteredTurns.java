package vn.lienthong.route;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.route.made.MadeHolds;
import vn.lienthong.route.made.Turns;
import vn.lienthong.sync.RunFailure;

/** The figures of hand-made routes are those of all routes, and people stop them in the same way as others. */
@Component
class MeteredTurns implements Turns, MadeHolds {
    private final RouteMeter meter;
    private final HeldServices held;

    MeteredTurns(RouteMeter meter, HeldServices held) {
        this.meter = meter;
        this.held = held;
    }

    @Override
    public void begins(String route) {
        meter.enter(route);
    }

    @Override
    public void step(String route, String step, long nanos, boolean failed) {
        meter.did(route, step, nanos, failed, 0);
    }

    @Override
    public void ends(String route, long nanos, boolean failed, long moved) {
        meter.did(route, RouteMeter.WHOLE, nanos, failed, moved);
        meter.traces().turn(route, List.of(), nanos, failed ? "_OTHER" : null);
        meter.leave(route);
    }

    @Override
    public void failed(String route, String step, Throwable why) {
        meter.failed(route, step, RunFailure.of(why));
    }

    @Override
    public boolean held(String route) {
        return held.held(route);
    }
}
