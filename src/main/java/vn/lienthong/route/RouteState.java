package vn.lienthong.route;

/** How a route does, told by what it did, not by whether its switch is on. */
public enum RouteState {
    /** Rows move now. */
    RUNNING,
    /** Nothing to do; the last run was good and not too long ago. */
    GOOD,
    /** The last success is older than its schedule allows. */
    LATE,
    /** The last run failed. */
    FAILED,
    /** A person has to decide. */
    WAITING,
    /** A system does not answer; the hub tries again by itself. */
    RETRYING,
    /** Suspended by a person: due runs wait. */
    SUSPENDED,
    /** Stopped by a person: no run is taken. */
    STOPPED,
    /** Coming up. */
    STARTING,
    /** Never ran. */
    NEW
}
