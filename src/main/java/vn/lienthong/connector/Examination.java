package vn.lienthong.connector;

import java.util.List;

/**
 * What an examination looks at.
 *
 * @param read datasets (by their name in the system) that must be readable
 * @param write datasets that must be writable
 */
public record Examination(List<String> read, List<String> write) {}
