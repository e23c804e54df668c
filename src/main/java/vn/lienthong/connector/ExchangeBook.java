package vn.lienthong.connector;

/** Where the last exchanges with partners are noted, for people who look after a connector. */
@FunctionalInterface
public interface ExchangeBook {
    /** Notes one that has ended. Any thread; it waits for nothing and refuses nothing. */
    void note(Exchange exchange);
}
