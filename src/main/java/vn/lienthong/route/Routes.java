package vn.lienthong.route;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes and how they do. Every act is in the journal before it is done. */
public interface Routes {
    /** All routes, by id. */
    List<RouteHealth> all();

    /** One route. */
    Optional<RouteHealth> find(String id);

    /** Takes a stopped or suspended route up again. */
    void start(String id, String actor);

    /** Stops a route: its active run ends after the current batch, further runs are refused. */
    void stop(String id, String actor, @Nullable String reason);

    /** Suspends a route: its active run goes on to the end, the clock starts no further one. */
    void suspend(String id, String actor, @Nullable String reason);
}
