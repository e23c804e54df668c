package vn.lienthong.vault;

import java.util.Optional;
import vn.lienthong.kernel.Secret;

/** Where the secrets of connectors are found. */
@FunctionalInterface
public interface Secrets {
    /** The secret of a connector's field, e.g. {@code smas-hanoi}, {@code password}; empty where none is kept. The caller closes it. */
    Optional<Secret> open(String connector, String field);

    /**
     * The same, for the one use the secret was given for. Where it is asked for another use it is not handed out, and a sealed one
     * is forgotten.
     *
     * @param use a mark of what the secret opens, e.g. of host, port and user
     * @throws vn.lienthong.kernel.HubException CREDENTIAL when the secret was given for another use
     */
    default Optional<Secret> open(String connector, String field, String use) {
        return open(connector, field);
    }
}
