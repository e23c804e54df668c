package vn.lienthong.agency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** The agencies in the hub's database; all nodes see them. */
@Component
class KeptAgencies {
    private static final String COLUMNS = "select code, given, name_vi, name_en, parent, contact from agency_agencies ";

    private final JdbcClient state;
    private final ObjectMapper json;
    private final Clock clock;

    KeptAgencies(JdbcClient state, ObjectMapper json, Clock clock) {
        this.state = state;
        this.json = json;
        this.clock = clock;
    }

    /** A number that grows with each change. */
    long version() {
        return state.sql("select state from agency_tree").query(Long.class).single();
    }

    /** Nobody else changes the tree before this transaction ends. */
    void hold() {
        state.sql("select state from agency_tree for update").query(Long.class).single();
    }

    /** Those that count now, by code. */
    List<Agency> all() {
        return state.sql(COLUMNS + "where ended_at is null order by code")
                .query(KeptAgencies::agency)
                .list();
    }

    /** Where agencies that have ended stood: what is still known under their codes was seen from there. */
    Map<AgencyCode, Optional<AgencyCode>> ended() {
        Map<AgencyCode, Optional<AgencyCode>> parents = new HashMap<>();
        state.sql("select code, parent from agency_agencies where ended_at is not null")
                .query(row -> {
                    parents.put(
                            new AgencyCode(row.getString("code")),
                            Optional.ofNullable(row.getString("parent")).map(AgencyCode::new));
                });
        return parents;
    }

    private static Agency agency(ResultSet row, int number) throws SQLException {
        String parent = row.getString("parent");
        return new Agency(
                new AgencyCode(row.getString("code")),
                row.getString("given"),
                new Text(row.getString("name_vi"), row.getString("name_en")),
                parent == null ? null : new AgencyCode(parent),
                row.getString("contact"),
                false);
    }

    private record Row(
            String code,
            String given,
            String name_vi,
            String name_en,
            @Nullable String parent,
            @Nullable String contact) {}

    /** Keeps agencies as they are to be, new ones and others; the last act of the transaction that {@link #hold holds} the tree. */
    void write(Collection<Agency> agencies, String by) {
        List<Row> rows = agencies.stream()
                .map(agency -> new Row(
                        agency.code().value(),
                        agency.given(),
                        agency.name().vi(),
                        agency.name().en(),
                        agency.parent() == null ? null : agency.parent().value(),
                        agency.contact()))
                .toList();
        state.sql("""
                        insert into agency_agencies (code, given, name_vi, name_en, parent, contact, added_by, added_at)
                        select code, given, name_vi, name_en, parent, contact, :by, :now from jsonb_to_recordset(:rows::jsonb)
                            as x (code text, given text, name_vi text, name_en text, parent text, contact text)
                        on conflict (code) do update set given = excluded.given, name_vi = excluded.name_vi,
                            name_en = excluded.name_en, parent = excluded.parent, contact = excluded.contact,
                            ended_by = null, ended_at = null
                        """)
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("rows", written(rows))
                .update();
        changed();
    }

    private String written(List<Row> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written", impossible);
        }
    }

    /** Ends one that counts; the last act of the transaction that {@link #hold holds} the tree. */
    void end(AgencyCode code, String by) {
        state.sql("update agency_agencies set ended_at = :now, ended_by = :by where code = :code and ended_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("code", code.value())
                .update();
        changed();
    }

    private void changed() {
        state.sql("update agency_tree set state = nextval('agency_tree_states')")
                .update();
    }
}
