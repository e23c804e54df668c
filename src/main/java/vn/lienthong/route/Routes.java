package vn.lienthong.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes that are for whoever asks, and how they do. Every act is in the journal before it is done. */
public interface Routes {
    /** What figures are of, unless somebody asks for another time. */
    Duration SPAN = Duration.ofHours(6);

    /** All routes, by id, with what they did in the time up to now. */
    List<RouteHealth> all(Duration span);

    /** How many there are. */
    int count();

    /** How many files of hand-made routes hold a text that was refused, and so stand in no list of routes. */
    long refused();

    /** One route, with what it did in the time up to now. */
    Optional<RouteDetail> find(String id, Duration span);

    /** Takes a stopped or suspended route up again. */
    void start(String id, String actor);

    /**
     * Stops a route: of a job, its active run ends after the current batch and further runs are refused; of a service, calls under way
     * are answered and further ones are not.
     */
    void stop(String id, String actor, @Nullable String reason);

    /**
     * Suspends a job's route: its active run goes on to the end, the clock starts no further one.
     *
     * @throws vn.lienthong.kernel.HubException CONFLICT for a service, whose callers cannot be made to wait
     */
    void suspend(String id, String actor, @Nullable String reason);
}
