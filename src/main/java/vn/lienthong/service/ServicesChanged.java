package vn.lienthong.service;

import java.util.List;

/**
 * Services came, changed or went.
 *
 * @param all those that are there now
 */
public record ServicesChanged(List<ServiceId> all) {}
