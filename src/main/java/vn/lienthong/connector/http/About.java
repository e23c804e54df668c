package vn.lienthong.connector.http;

/**
 * What an exchange is about.
 *
 * @param operation as the connector names it; empty for what is asked for the connector itself, such as a token
 * @param path as the settings have it: of the path that is asked, only what stands there too is shown to people
 */
public record About(String operation, String path) {}
