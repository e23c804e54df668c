package vn.lienthong.agency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** What people want to make of the tree, from the moment they are shown what it would be until it is done. */
@Component
class TreeWishes {
    /** Longer than a request to a second person can wait. */
    private static final Duration KEPT = Duration.ofDays(8);

    private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};
    private static final TypeReference<List<Unread>> FAULTS = new TypeReference<>() {};

    private final JdbcClient state;
    private final ObjectMapper json;
    private final Clock clock;

    TreeWishes(JdbcClient state, ObjectMapper json, Clock clock) {
        this.state = state;
        this.json = json;
        this.clock = clock;
    }

    /** A row of a file that says nothing that could be wanted: its cell, why, and what to do. */
    record Unread(Text place, Text problem, Text remedy) {}

    private record Row(
            String code,
            String given,
            Text name,
            @Nullable String parent,
            @Nullable String contact,
            Text place,
            Text parentPlace) {
        static Row of(Wanted wanted) {
            return new Row(
                    wanted.code().value(),
                    wanted.given(),
                    wanted.name(),
                    wanted.parent() == null ? null : wanted.parent().value(),
                    wanted.contact(),
                    wanted.place(),
                    wanted.parentPlace());
        }

        Wanted wanted() {
            AgencyCode above = parent == null ? null : new AgencyCode(parent);
            return new Wanted(new AgencyCode(code), given, name, above, contact, place, parentPlace);
        }
    }

    /**
     * What somebody wants.
     *
     * @param source the name of the file that says it; null where a form does
     * @param mark that of the plan that was shown
     */
    record Wish(
            long number,
            String person,
            @Nullable String source,
            String mark,
            List<Wanted> agencies,
            List<Unread> faults) {}

    /** Keeps it, and forgets those that nobody can carry out any more. */
    long add(String person, @Nullable String source, String mark, List<Wanted> agencies, List<Unread> faults) {
        state.sql("delete from agency_tree_wishes where made_at < ?")
                .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        return state.sql("""
                        insert into agency_tree_wishes (person, made_at, source, mark, agencies, faults)
                        values (?, ?, ?, ?, ?::jsonb, ?::jsonb) returning id
                        """)
                .params(
                        person,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        source,
                        mark,
                        written(agencies.stream().map(Row::of).toList()),
                        written(faults))
                .query(Long.class)
                .single();
    }

    Optional<Wish> find(long number) {
        return state.sql("select * from agency_tree_wishes where id = ?")
                .param(number)
                .query(this::wish)
                .optional();
    }

    /** Forgets one that is done. */
    void remove(long number) {
        state.sql("delete from agency_tree_wishes where id = ?").param(number).update();
    }

    private Wish wish(ResultSet row, int index) throws SQLException {
        try {
            return new Wish(
                    row.getLong("id"),
                    row.getString("person"),
                    row.getString("source"),
                    row.getString("mark"),
                    json.readValue(row.getString("agencies"), ROWS).stream()
                            .map(Row::wanted)
                            .toList(),
                    json.readValue(row.getString("faults"), FAULTS));
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
