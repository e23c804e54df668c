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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.HandedTables;

/** Files of systems that people have handed in, for eight days. */
@Component
class KeptImports {
    private static final TypeReference<List<HandedTables.Row>> ROWS = new TypeReference<>() {};
    private static final TypeReference<List<Done>> DONE = new TypeReference<>() {};

    private final JdbcClient state;
    private final ObjectMapper json;
    private final Clock clock;

    KeptImports(JdbcClient state, ObjectMapper json, Clock clock) {
        this.state = state;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A file that was handed in.
     *
     * @param file its name
     * @param added how many systems it would add, or added; likewise the other figures
     * @param applied when it was written; null before
     * @param undone when that was undone; null before
     */
    record Import(
            long number,
            String person,
            Instant at,
            String file,
            int added,
            int altered,
            int faulty,
            @Nullable Instant applied,
            @Nullable Instant undone) {
        public boolean waits() {
            return applied == null;
        }

        /** Whether it can be undone, as far as the file goes. */
        public boolean standing() {
            return applied != null && undone == null;
        }
    }

    /**
     * A system that was written.
     *
     * @param version what it became
     * @param before its fields before; null where it was new
     */
    record Done(String name, long version, @Nullable Map<String, String> before) {}

    /** Keeps it in place of what the person handed in and never had written. */
    long add(String person, String file, List<HandedTables.Row> rows, ImportPlan plan) {
        state.sql("delete from inventory_imports where person = ? and applied_at is null")
                .param(person)
                .update();
        return state.sql("""
                        insert into inventory_imports (person, made_at, source, rows, added, altered, faulty)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?) returning id
                        """)
                .params(
                        person,
                        at(clock.instant()),
                        file,
                        written(rows),
                        plan.added().size(),
                        plan.altered().size(),
                        plan.faulty())
                .query(Long.class)
                .single();
    }

    Optional<Import> find(long number) {
        return state.sql("select * from inventory_imports where id = ?")
                .param(number)
                .query(KeptImports::read)
                .optional();
    }

    /** The newest of a person that waits, or was written and can be undone. */
    Optional<Import> newest(String person) {
        return state.sql("""
                        select * from inventory_imports
                        where person = ? and (applied_at is null or (undone_at is null and applied_at > ?))
                        order by id desc limit 1
                        """)
                .params(person, at(clock.instant().minus(Duration.ofDays(8))))
                .query(KeptImports::read)
                .optional();
    }

    List<HandedTables.Row> rows(long number) {
        return read(
                state.sql("select rows from inventory_imports where id = ?")
                        .param(number)
                        .query(String.class)
                        .single(),
                ROWS);
    }

    List<Done> done(long number) {
        return read(
                state.sql("select coalesce(done, '[]') from inventory_imports where id = ?")
                        .param(number)
                        .query(String.class)
                        .single(),
                DONE);
    }

    void applied(long number, ImportPlan plan, List<Done> done) {
        state.sql(
                        "update inventory_imports set applied_at = ?, rows = '[]', done = ?::jsonb, added = ?, altered = ? where id = ?")
                .params(
                        at(clock.instant()),
                        written(done),
                        plan.added().size(),
                        plan.altered().size(),
                        number)
                .update();
    }

    void undone(long number) {
        state.sql("update inventory_imports set undone_at = ? where id = ?")
                .params(at(clock.instant()), number)
                .update();
    }

    void remove(long number) {
        state.sql("delete from inventory_imports where id = ?").param(number).update();
    }

    private static Import read(ResultSet row, int index) throws SQLException {
        return new Import(
                row.getLong("id"),
                row.getString("person"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("source"),
                row.getInt("added"),
                row.getInt("altered"),
                row.getInt("faulty"),
                moment(row, "applied_at"),
                moment(row, "undone_at"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the hub wrote it", foreign);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records can be written", impossible);
        }
    }
}
