package vn.lienthong.inventory;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** The systems in the hub's database. */
@Component
class KeptSystems {
    private static final String COLUMNS = """
            name, title_vi, title_en, agency, purpose, technology, vendor, contract_end, yearly_cost, security_level, contact,
            holds, record_of, connectors, version
            """;

    private final JdbcClient state;
    private final Clock clock;

    KeptSystems(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Keeps others from changing the inventory until the transaction ends; they may look. */
    void hold() {
        state.sql("lock table inventory_systems in share row exclusive mode").update();
    }

    /** All that have not ended, by name. */
    List<KnownSystem> all() {
        return state.sql("select " + COLUMNS + " from inventory_systems where ended_at is null order by name")
                .query(KeptSystems::system)
                .list();
    }

    Optional<KnownSystem> find(String name) {
        return state.sql("select " + COLUMNS + " from inventory_systems where name = ? and ended_at is null")
                .param(name)
                .query(KeptSystems::system)
                .optional();
    }

    /** How many each agency has. */
    Map<AgencyCode, Long> counts() {
        Map<AgencyCode, Long> counts = new HashMap<>();
        state.sql("select agency, count(*) from inventory_systems where ended_at is null group by agency")
                .query(row -> {
                    counts.put(new AgencyCode(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /** Whether there ever was one. */
    boolean everUsed() {
        return state.sql("select exists (select 1 from inventory_systems)")
                .query(Boolean.class)
                .single();
    }

    /** Writes a system as it is to be, be it there, new or ended. */
    void write(KnownSystem system, String by) {
        state.sql("""
                        insert into inventory_systems (name, title_vi, title_en, agency, purpose, technology, vendor, contract_end,
                            yearly_cost, security_level, contact, holds, record_of, connectors, version, changed_by, changed_at)
                        values (:name, :vi, :en, :agency, :purpose, :technology, :vendor, :end, :cost, :level, :contact, :holds,
                            :records, :connectors, 1, :by, :at)
                        on conflict (name) do update set title_vi = excluded.title_vi, title_en = excluded.title_en,
                            agency = excluded.agency, purpose = excluded.purpose, technology = excluded.technology,
                            vendor = excluded.vendor, contract_end = excluded.contract_end,
                            yearly_cost = excluded.yearly_cost, security_level = excluded.security_level,
                            contact = excluded.contact, holds = excluded.holds, record_of = excluded.record_of,
                            connectors = excluded.connectors, version = inventory_systems.version + 1,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at, ended_by = null,
                            ended_at = null
                        """)
                .param("name", system.name())
                .param("vi", system.title().vi())
                .param("en", system.title().en())
                .param("agency", system.agency().value())
                .param("purpose", system.purpose())
                .param("technology", system.technology())
                .param("vendor", system.vendor())
                .param("end", system.contractEnd())
                .param("cost", system.yearlyCost())
                .param("level", system.securityLevel())
                .param("contact", system.contact())
                .param("holds", system.holds().toArray(String[]::new))
                .param("records", system.recordOf().toArray(String[]::new))
                .param("connectors", system.connectors().toArray(String[]::new))
                .param("by", by)
                .param("at", now())
                .update();
    }

    void end(String name, String by) {
        state.sql("""
                        update inventory_systems set ended_by = ?, ended_at = ?, version = version + 1, connectors = '{}'
                        where name = ?
                        """).params(by, now(), name).update();
        state.sql("delete from inventory_overlaps where ? in (system, other)")
                .param(name)
                .update();
        state.sql("delete from inventory_measured where system = ?").param(name).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static KnownSystem system(ResultSet row, int index) throws SQLException {
        return new KnownSystem(
                row.getString("name"),
                new Text(row.getString("title_vi"), row.getString("title_en")),
                new AgencyCode(row.getString("agency")),
                row.getString("purpose"),
                row.getString("technology"),
                row.getString("vendor"),
                row.getObject("contract_end", LocalDate.class),
                number(row, "yearly_cost"),
                row.getObject("security_level", Integer.class),
                row.getString("contact"),
                texts(row, "holds"),
                texts(row, "record_of"),
                texts(row, "connectors"),
                row.getLong("version"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    /** A column of texts. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array texts = row.getArray(column);
        return List.of((String[]) texts.getArray());
    }
}
