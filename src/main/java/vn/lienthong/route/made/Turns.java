package vn.lienthong.route.made;

/** Takes the figures of hand-made routes. For every thread. */
public interface Turns {
    /** A turn of a route begins. */
    void begins(String route);

    /** A step is done, or failed. */
    void step(String route, String step, long nanos, boolean failed);

    /** A turn is over that moved so many rows. */
    void ends(String route, long nanos, boolean failed, long moved);

    /** Why a step failed; {@code step} is empty where no step reached anything. */
    void failed(String route, String step, Throwable why);
}
