package vn.lienthong.service;

import java.util.List;

/** The services that are published. */
public interface Services {
    /** All, by name and version. */
    List<ServiceId> published();
}
