package vn.lienthong.connector;

/**
 * What the hub keeps of its dealings with partners, over all sessions of a connector.
 *
 * @param turns when who may ask
 * @param exchanges what was asked and answered, masked
 */
public record Dealings(Turns turns, ExchangeBook exchanges) {
    /** Where there is no hub's database: this process keeps to the pace alone, and nothing is noted. */
    public static Dealings ownOnly() {
        return new Dealings(new OwnTurns(), exchange -> {});
    }
}
