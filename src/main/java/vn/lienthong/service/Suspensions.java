package vn.lienthong.service;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.store.Together;

/** Agreements that were stopped, by a person or by the hub; they count again once a person says so. */
@Component
class Suspensions {
    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Clock clock;
    private final Together<String, Boolean> together = new Together<>(this::suspended);

    Suspensions(JdbcTemplate batches, Clock clock) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
        this.clock = clock;
    }

    /**
     * One that lasts.
     *
     * @param by who stopped it; {@code hub} for the hub itself
     */
    record Suspension(String by, Instant at, @Nullable String reason) {}

    boolean suspended(String agreement) {
        return together.ask(agreement);
    }

    private List<Boolean> suspended(List<String> agreements) {
        Set<String> found = new HashSet<>(batches.queryForList(
                "select agreement from service_suspensions where agreement = any(?) and lifted_at is null",
                String.class,
                (Object) agreements.stream().distinct().toArray(String[]::new)));
        return agreements.stream().map(found::contains).toList();
    }

    /** Those that last, by agreement. */
    Map<String, Suspension> all() {
        Map<String, Suspension> all = new TreeMap<>();
        state.sql(
                        "select agreement, suspended_by, suspended_at, reason from service_suspensions where lifted_at is null")
                .query((row, i) -> all.put(
                        row.getString("agreement"),
                        new Suspension(
                                row.getString("suspended_by"),
                                row.getObject("suspended_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("reason"))))
                .list();
        return all;
    }

    /** False where it is stopped already. */
    boolean suspend(String agreement, String by, @Nullable String reason) {
        return state.sql("""
                                insert into service_suspensions (agreement, suspended_by, suspended_at, reason)
                                values (:agreement, :by, :now, :reason)
                                on conflict (agreement) do update set suspended_by = excluded.suspended_by,
                                    suspended_at = excluded.suspended_at, reason = excluded.reason,
                                    lifted_by = null, lifted_at = null
                                where service_suspensions.lifted_at is not null
                                """)
                        .param("agreement", agreement)
                        .param("by", by)
                        .param("now", now())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    /** False where nothing stops it. */
    boolean lift(String agreement, String by) {
        return state.sql("""
                                update service_suspensions set lifted_by = :by, lifted_at = :now
                                where agreement = :agreement and lifted_at is null
                                """)
                        .param("by", by)
                        .param("now", now())
                        .param("agreement", agreement)
                        .update()
                == 1;
    }

    /** When a person last let it go on. */
    Optional<Instant> lifted(String agreement) {
        return state.sql(
                        "select lifted_at from service_suspensions where agreement = :agreement and lifted_at is not null")
                .param("agreement", agreement)
                .query((row, i) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
