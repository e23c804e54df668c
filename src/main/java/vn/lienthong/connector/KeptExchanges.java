package vn.lienthong.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/**
 * The last exchanges of each operation, from all nodes: few that went well, and more that did not, since those are asked about. They come
 * here masked. A node notes them in memory and stores what is last of them at once, then after a while: whoever looks at one of a busy
 * partner must have time to open it before others take its place.
 */
class KeptExchanges implements ExchangeBook, Retained, AutoCloseable {
    static final int GOOD = 3;
    static final int BAD = 5;

    private static final Logger LOG = LoggerFactory.getLogger(KeptExchanges.class);

    private static final String STORE = """
            insert into connector_exchanges
                (connector, operation, begun_at, took_ms, status, good, failure_vi, failure_en, request, answer)
            values (:connector, :operation, :at, :took, :status, :good, :vi, :en, :request, :answer)
            """;

    private static final String DROP = """
            delete from connector_exchanges where id in (
                select id from connector_exchanges
                where connector = :connector and operation = :operation and good = :good
                order by begun_at desc, id desc offset :most)
            """;

    /** So long those that are shown stay where they are. */
    private static final long STAYS_NANOS = Duration.ofMinutes(5).toNanos();

    private final JdbcClient state;
    private final Map<Asked, Deque<Exchange>> waiting = new HashMap<>();
    private final Map<Asked, Long> stored = new ConcurrentHashMap<>();

    KeptExchanges(JdbcClient state) {
        this.state = state;
    }

    private record Asked(ConnectorName connector, String operation, boolean good) {
        int most() {
            return good ? GOOD : BAD;
        }
    }

    /** Once there are enough, one a second: the last of them are still the last, give or take that. */
    @Override
    public boolean wants(ConnectorName connector, String operation, Instant at) {
        Asked asked = new Asked(connector, operation, true);
        synchronized (waiting) {
            Deque<Exchange> last = waiting.get(asked);
            return last == null
                    || last.size() < asked.most()
                    || !at.isBefore(last.getLast().at().plusSeconds(1));
        }
    }

    @Override
    public void note(Exchange exchange) {
        Asked asked = new Asked(exchange.connector(), exchange.operation(), exchange.good());
        synchronized (waiting) {
            Deque<Exchange> last = waiting.computeIfAbsent(asked, fresh -> new ArrayDeque<>());
            last.addLast(exchange);
            if (last.size() > asked.most()) {
                last.removeFirst();
            }
        }
    }

    @Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
    void storeLater() {
        try {
            store(false);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Exchanges with partners cannot be kept for now: {}",
                    failed.getClass().getSimpleName());
        }
    }

    /** A hub that is put to rest in order loses nothing. */
    @Override
    public void close() {
        try {
            store(true);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The last exchanges with partners are lost: {}",
                    failed.getClass().getSimpleName());
        }
    }

    /** What cannot be stored goes on waiting, behind what came meanwhile. */
    private synchronized void store(boolean all) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return; // it could be undone
        }
        List<Asked> due;
        synchronized (waiting) {
            due = waiting.keySet().stream().filter(asked -> all || due(asked)).toList();
        }
        for (Asked asked : due) {
            List<Exchange> last;
            synchronized (waiting) {
                last = List.copyOf(waiting.getOrDefault(asked, new ArrayDeque<>()));
            }
            store(asked, last);
            stored.put(asked, System.nanoTime());
            synchronized (waiting) {
                waiting.computeIfPresent(asked, (same, left) -> left.removeAll(last) && left.isEmpty() ? null : left);
            }
        }
    }

    private boolean due(Asked asked) {
        Long before = stored.get(asked);
        return before == null || System.nanoTime() - before > STAYS_NANOS;
    }

    private void store(Asked asked, List<Exchange> last) {
        last.forEach(exchange -> {
            Text failure = exchange.failure();
            state.sql(STORE)
                    .param("connector", asked.connector().value())
                    .param("operation", asked.operation())
                    .param("at", exchange.at().atOffset(ZoneOffset.UTC))
                    .param("took", exchange.took().toMillis())
                    .param("status", exchange.status())
                    .param("good", asked.good())
                    .param("vi", failure == null ? null : failure.vi())
                    .param("en", failure == null ? null : failure.en())
                    .param("request", exchange.request())
                    .param("answer", exchange.answer())
                    .update();
        });
        state.sql(DROP)
                .param("connector", asked.connector().value())
                .param("operation", asked.operation())
                .param("good", asked.good())
                .param("most", asked.most())
                .update();
    }

    /** One that is kept. */
    record Kept(long id, Exchange exchange) {}

    /** Those of a connector, the last first; what was asked and answered stands in {@link #find} alone. */
    List<Kept> of(ConnectorName connector) {
        store(false);
        return state.sql("""
                        select id, connector, operation, begun_at, took_ms, status, failure_vi, failure_en,
                            '' as request, '' as answer
                        from connector_exchanges where connector = ? order by begun_at desc, id desc
                        """)
                .param(connector.value())
                .query((row, number) -> kept(row))
                .list();
    }

    /** One of a connector; empty where it has made room for later ones. */
    Optional<Kept> find(ConnectorName connector, long id) {
        return state.sql("select * from connector_exchanges where connector = ? and id = ?")
                .params(connector.value(), id)
                .query((row, number) -> kept(row))
                .optional();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String vi = row.getString("failure_vi");
        return new Kept(
                row.getLong("id"),
                new Exchange(
                        new ConnectorName(row.getString("connector")),
                        row.getString("operation"),
                        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                        Duration.ofMillis(row.getLong("took_ms")),
                        row.getObject("status", Integer.class),
                        vi == null ? null : new Text(vi, row.getString("failure_en")),
                        row.getString("request"),
                        row.getString("answer")));
    }

    /** A connector that is gone has no partner. */
    @EventListener
    void removed(ConnectorRemoved removed) {
        synchronized (waiting) {
            waiting.keySet().removeIf(asked -> asked.connector().equals(removed.connector()));
        }
        stored.keySet().removeIf(asked -> asked.connector().equals(removed.connector()));
        state.sql("delete from connector_exchanges where connector = ?")
                .param(removed.connector().value())
                .update();
    }

    @Override
    public String kind() {
        return "exchanges";
    }

    @Override
    public Text words() {
        return new Text("Bản tin đã che, trao đổi với đối tác", "Messages exchanged with partners, masked");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(30);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from connector_exchanges where id in (select id from connector_exchanges
                        where begun_at < :before order by begun_at limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
