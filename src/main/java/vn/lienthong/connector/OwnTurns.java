package vn.lienthong.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;

/** The turns of one process, where there is no hub's database that others could share. */
final class OwnTurns implements Turns {
    private final Map<ConnectorName, Long> next = new ConcurrentHashMap<>();
    private final Map<ConnectorName, Instant> rests = new ConcurrentHashMap<>();

    @Override
    public synchronized Block take(ConnectorName connector, Duration apart, int count, Duration most) {
        long now = System.nanoTime();
        long early = now - AT_ONCE * apart.toNanos();
        Long free = next.get(connector);
        long first =
                free == null || free - early < 0 ? early : free; // nanoTime may wrap round: differences alone count
        if (first - now > most.toNanos()) {
            return new Block(null, rests.get(connector));
        }
        next.put(connector, first + count * apart.toNanos());
        return new Block(Duration.ofNanos(first - now), rests.get(connector));
    }

    @Override
    public void rest(ConnectorName connector, Instant until) {
        rests.merge(connector, until, (before, now) -> now.isAfter(before) ? now : before);
    }

    @Override
    public @Nullable Instant restsUntil(ConnectorName connector) {
        return rests.get(connector);
    }
}
