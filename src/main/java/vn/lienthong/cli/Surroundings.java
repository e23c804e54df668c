package vn.lienthong.cli;

/**
 * What every command works with.
 *
 * @param application the Spring application to start where a hub is needed
 */
record Surroundings(Class<?> application, Words words, Terminal terminal) {}
