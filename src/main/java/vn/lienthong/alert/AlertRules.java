package vn.lienthong.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what, as it is laid down at one moment.
 *
 * @param address where the hub is reached; null where messages hold no links
 * @param channels by name
 */
record AlertRules(@Nullable String address, Settling settling, Map<String, Channel> channels, List<Tell> tells) {
    /** Nobody. */
    static final AlertRules NONE = new AlertRules(null, Settling.USUAL, Map.of(), List.of());

    Optional<Channel> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }
}
