package vn.lienthong.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Text;

/** Measurements and what they found, in the hub's database. */
@Component
class KeptOverlaps {
    private static final TypeReference<List<Overlap.Part>> PARTS = new TypeReference<>() {};

    /** Longer than reading one dataset can take: a measurement that was not heard of for so long has lost its node. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int KEPT = 50;

    private final JdbcClient state;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate transaction;

    KeptOverlaps(JdbcClient state, ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.state = state;
        this.json = json;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A measurement.
     *
     * @param done how many datasets of {@code total} are read
     * @param broken whether it lost its node before it ended
     * @param problem why it ended without a result; null where it did not
     */
    record Measurement(
            long number,
            String person,
            Instant asked,
            int total,
            int done,
            @Nullable Instant ended,
            boolean broken,
            @Nullable Text problem) {
        public boolean running() {
            return ended == null && !broken;
        }
    }

    /**
     * Begins a measurement, unless one is under way.
     *
     * @return its number; empty where another one goes on
     */
    Optional<Long> begin(String person) {
        return Optional.ofNullable(transaction.execute(status -> {
            state.sql("lock table inventory_measurements in share row exclusive mode")
                    .update();
            if (newest().filter(Measurement::running).isPresent()) {
                return null;
            }
            state.sql("delete from inventory_measurements where id <= (select max(id) from inventory_measurements) - ?")
                    .param(KEPT)
                    .update();
            return state.sql("""
                            insert into inventory_measurements (person, asked_at, beat_at, total, done)
                            values (?, ?, ?, 0, 0) returning id
                            """).params(person, now(), now()).query(Long.class).single();
        }));
    }

    void beat(long number, int done, int total) {
        state.sql("update inventory_measurements set beat_at = ?, done = ?, total = ? where id = ?")
                .params(now(), done, total, number)
                .update();
    }

    void failed(long number, Text why) {
        state.sql("update inventory_measurements set ended_at = ?, problem_vi = ?, problem_en = ? where id = ?")
                .params(now(), why.vi(), why.en(), number)
                .update();
    }

    /** Keeps what was found between these systems in the place of what was found before. */
    void ended(long number, Collection<String> systems, List<Overlap> overlaps) {
        String[] names = systems.toArray(String[]::new);
        transaction.executeWithoutResult(status -> {
            state.sql("delete from inventory_overlaps where system = any (:names) and other = any (:names)")
                    .param("names", names)
                    .update();
            overlaps.forEach(overlap -> add(number, overlap));
            state.sql("""
                            insert into inventory_measured (system, measured_at) select one, :at from unnest(:names::text[]) one
                            on conflict (system) do update set measured_at = excluded.measured_at
                            """).param("names", names).param("at", now()).update();
            state.sql("update inventory_measurements set ended_at = ?, done = total where id = ?")
                    .params(now(), number)
                    .update();
        });
    }

    private void add(long number, Overlap overlap) {
        try {
            state.sql("""
                            insert into inventory_overlaps (system, other, measurement, measured_at, fields, shared, score, at_least,
                                reasons)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                            """)
                    .params(
                            overlap.system(),
                            overlap.other(),
                            number,
                            overlap.measuredAt().atOffset(ZoneOffset.UTC),
                            overlap.fields(),
                            overlap.shared(),
                            overlap.score(),
                            overlap.atLeast(),
                            json.writeValueAsString(overlap.parts()))
                    .update();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records can be written", impossible);
        }
    }

    Optional<Measurement> newest() {
        return state.sql("select * from inventory_measurements order by id desc limit 1")
                .query(this::measurement)
                .optional();
    }

    Optional<Measurement> find(long number) {
        return state.sql("select * from inventory_measurements where id = ?")
                .param(number)
                .query(this::measurement)
                .optional();
    }

    private Measurement measurement(ResultSet row, int index) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        Instant beat = row.getObject("beat_at", OffsetDateTime.class).toInstant();
        String problem = row.getString("problem_vi");
        return new Measurement(
                row.getLong("id"),
                row.getString("person"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getInt("total"),
                row.getInt("done"),
                ended == null ? null : ended.toInstant(),
                ended == null && beat.plus(SILENCE).isBefore(clock.instant()),
                problem == null ? null : new Text(problem, row.getString("problem_en")));
    }

    /** When each system was last measured, whether anything was found in common or not. */
    Map<String, Instant> measured() {
        return state
                .sql("select system, measured_at from inventory_measured")
                .query((row, index) -> Map.entry(
                        row.getString("system"),
                        row.getObject("measured_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Every overlap, without its parts: the greatest of each system first. */
    List<Overlap> all() {
        return state.sql("""
                        select system, other, measured_at, fields, shared, score, at_least, '[]' as reasons
                        from inventory_overlaps order by system, score desc nulls last, shared desc, other
                        """).query(this::overlap).list();
    }

    /** Those of one system with all their parts. */
    List<Overlap> of(String system) {
        return state.sql("""
                        select system, other, measured_at, fields, shared, score, at_least, reasons
                        from inventory_overlaps where system = ? order by score desc nulls last, shared desc, other
                        """).param(system).query(this::overlap).list();
    }

    private Overlap overlap(ResultSet row, int index) throws SQLException {
        try {
            return new Overlap(
                    row.getString("system"),
                    row.getString("other"),
                    row.getObject("measured_at", OffsetDateTime.class).toInstant(),
                    row.getInt("fields"),
                    row.getInt("shared"),
                    row.getObject("score", Integer.class),
                    row.getBoolean("at_least"),
                    json.readValue(row.getString("reasons"), PARTS));
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the hub wrote it", foreign);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
