package vn.lienthong.route.made;

/** Knows which routes people stopped. For every thread. */
public interface MadeHolds {
    /** Whether a person stopped the route of this id. */
    boolean held(String route);
}
