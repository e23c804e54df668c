package vn.lienthong.connector;

import vn.lienthong.kernel.AgencyCode;

/** Ways out for what is no connector: the same list of destinations holds for it, and the hub's own doors stay closed. */
@FunctionalInterface
public interface WaysOut {
    /**
     * The way out for something of an agency.
     *
     * @param name how people call it
     */
    Network network(AgencyCode agency, String name);
}
