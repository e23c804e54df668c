package vn.lienthong.agency;

/** Somebody's roles were given or ended; what he may do is another thing from now on. */
public record RolesChanged(String person) {}
