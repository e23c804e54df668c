package vn.lienthong.connector.soap;

import org.springframework.modulith.NamedInterface;

/**
 * A name in XML. Whoever speaks SOAP uses it, on any thread.
 *
 * @param space its namespace; empty where it has none
 * @param local the name without prefix
 */
@NamedInterface("xml")
public record Name(String space, String local) {}
