package vn.lienthong.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connector;
import vn.lienthong.kernel.Text;

/**
 * What the hub itself knows of a system, by its connectors.
 *
 * @param state {@code ok}, {@code slow}, {@code fail}, {@code unk} where nobody has tried yet, {@code off} where nothing is connected
 * @param ways the registered connectors into it that the reader sees
 * @param lastSuccess when something last worked: an examination, a look, a run; null where nothing did
 * @param fresh as of when a target of its data, or its own data, is known to be right; null where no job carries it
 * @param rows about how many rows it has, null where unknown
 * @param personal whether a column is personal or sensitive
 * @param kinds the kinds of data that names of its datasets tell, by code
 * @param problem why it could not be looked into last time; null where it could
 */
record Standing(
        String state,
        List<Connector> ways,
        @Nullable Instant lastSuccess,
        @Nullable Instant fresh,
        @Nullable Long rows,
        int datasets,
        int columns,
        boolean personal,
        Set<String> kinds,
        @Nullable Instant seenAt,
        @Nullable Text problem) {
    /** Whether it is connected, however it does. */
    public boolean connected() {
        return !ways.isEmpty();
    }
}
