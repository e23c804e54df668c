package vn.lienthong.vault;

import java.util.Optional;
import vn.lienthong.kernel.Secret;

/** Where the secrets of connectors are found. */
@FunctionalInterface
public interface Secrets {
    /** The secret of a connector's field, e.g. {@code smas-hanoi}, {@code password}; empty where none is kept. The caller closes it. */
    Optional<Secret> open(String connector, String field);
}
