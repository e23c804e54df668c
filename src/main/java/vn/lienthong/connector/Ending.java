package vn.lienthong.connector;

import java.time.Instant;

/**
 * Something of a connector that ends.
 *
 * @param at from when on it opens or proves nothing
 */
public record Ending(Kind kind, Instant at) {
    /** What ends. */
    public enum Kind {
        /** What the connector signs in with. */
        PASSWORD,
        /** What the server shows. */
        SERVER_CERTIFICATE,
        /** A certificate in the connector's settings. */
        OWN_CERTIFICATE
    }
}
