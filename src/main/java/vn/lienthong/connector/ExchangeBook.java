package vn.lienthong.connector;

import java.time.Instant;
import vn.lienthong.kernel.ConnectorName;

/** Where the last exchanges with partners are noted, for people who look after a connector. */
@FunctionalInterface
public interface ExchangeBook {
    /** Notes one that has ended. Any thread; it waits for nothing and refuses nothing. */
    void note(Exchange exchange);

    /**
     * Whether one more that went well is worth its masking, which costs more than the exchange did where a partner is asked often. Any
     * thread; what did not go well is always worth it.
     *
     * @param operation as in {@link Exchange}
     * @param at when it began
     */
    default boolean wants(ConnectorName connector, String operation, Instant at) {
        return true;
    }
}
