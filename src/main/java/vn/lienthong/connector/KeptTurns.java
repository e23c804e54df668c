package vn.lienthong.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/**
 * The turns of all nodes that share the hub's database, in one row a connector and by the database's clock. Whoever cannot reach it gets
 * none: partners are then asked later, never faster than agreed.
 */
class KeptTurns implements Turns {
    /**
     * The first turn is the next free one, but none that lies too far behind. It does not wait for the disk: a database that falls down
     * forgets the turns of its last moment, and no more.
     */
    private static final String TAKE = """
            insert into connector_turns as one (connector, next_at)
            select :connector, clock_timestamp() + (:count - :behind) * :apart * interval '1 microsecond'
            from (select set_config('synchronous_commit', 'off', true)) as quick
            on conflict (connector) do update set next_at =
                    greatest(one.next_at, clock_timestamp() - :behind * :apart * interval '1 microsecond')
                    + :count * :apart * interval '1 microsecond'
                where one.next_at <= clock_timestamp() + :most * interval '1 microsecond'
            returning cast(extract(epoch from next_at - clock_timestamp()) * 1000000 as bigint) as after, rests_until
            """;

    private final JdbcClient state;
    private final TransactionTemplate outside;

    KeptTurns(JdbcClient state, PlatformTransactionManager transactions) {
        this.state = state;
        this.outside = new TransactionTemplate(transactions);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    @Override
    public Block take(ConnectorName connector, Duration apart, int count, Duration most) {
        long micros = Math.max(1, (apart.toNanos() + 999) / 1000);
        return kept(connector, () -> state.sql(TAKE)
                .param("connector", connector.value())
                .param("count", (long) count)
                .param("behind", (long) AT_ONCE)
                .param("apart", micros)
                .param("most", most.toNanos() / 1000)
                .query((row, number) -> block(row, count * micros))
                .optional()
                .orElseGet(() -> new Block(null, rests(connector).orElse(null))));
    }

    private static Block block(ResultSet row, long micros) throws SQLException {
        OffsetDateTime rests = row.getObject("rests_until", OffsetDateTime.class);
        return new Block(
                Duration.of(row.getLong("after") - micros, ChronoUnit.MICROS),
                rests == null ? null : rests.toInstant());
    }

    @Override
    public void rest(ConnectorName connector, Instant until) {
        kept(connector, () -> state.sql("""
                        insert into connector_turns as one (connector, next_at, rests_until)
                        values (:connector, clock_timestamp(), :until)
                        on conflict (connector) do update set rests_until = greatest(one.rests_until, excluded.rests_until)
                        """)
                .param("connector", connector.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update());
    }

    @Override
    public @Nullable Instant restsUntil(ConnectorName connector) {
        return kept(connector, () -> rests(connector)).orElse(null);
    }

    /** A partner who still wants to be left alone by a connector that was changed says so again. */
    @EventListener
    void changed(ConnectorChanged changed) {
        state.sql("update connector_turns set rests_until = null where connector = ?")
                .param(changed.connector().value())
                .update();
    }

    @EventListener
    void removed(ConnectorRemoved removed) {
        state.sql("delete from connector_turns where connector = ?")
                .param(removed.connector().value())
                .update();
    }

    private Optional<Instant> rests(ConnectorName connector) {
        return state.sql("select rests_until from connector_turns where connector = ? and rests_until is not null")
                .param(connector.value())
                .query((row, number) ->
                        row.getObject("rests_until", OffsetDateTime.class).toInstant())
                .optional();
    }

    private <T> T kept(ConnectorName connector, Supplier<T> work) {
        try {
            return Objects.requireNonNull(outside.execute(status -> work.get()));
        } catch (DataAccessException | TransactionException away) {
            throw new HubException(ConnectorError.PACE_UNKNOWN, Map.of("connector", connector), away);
        }
    }
}
