package vn.lienthong.agency;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;

/** Roles of people in agencies, and what each role may do: both are tables. */
@Component
class Grants {
    private final JdbcClient state;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Grants(JdbcClient state, ApplicationEventPublisher events, Clock clock) {
        this.state = state;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A role that somebody has.
     *
     * @param agency where it counts, with all agencies below; null everywhere
     */
    record Grant(
            long number,
            String person,
            Role role,
            @Nullable AgencyCode agency,
            String grantedBy,
            OffsetDateTime grantedAt) {}

    /** Where a person may do each act; acts that he may do nowhere are absent, and so is all for whoever is gone. */
    Map<Act, Reach> reach(String person) {
        Map<Act, Set<AgencyCode>> agencies = new EnumMap<>(Act.class);
        Set<Act> everywhere = new HashSet<>();
        state.sql("""
                        select can.act, has.agency from agency_grants has
                        join agency_role_acts can using (role) join agency_people who on who.name = has.person
                        where has.person = :person and has.ended_at is null and who.ended_at is null
                        """).param("person", person).query(row -> {
            Act act = Act.of(row.getString("act")).orElse(null);
            String agency = row.getString("agency");
            if (act != null && agency == null) {
                everywhere.add(act);
            }
            if (act != null) {
                Set<AgencyCode> in = agencies.computeIfAbsent(act, none -> new HashSet<>());
                if (agency != null) {
                    in.add(new AgencyCode(agency));
                }
            }
        });
        Map<Act, Reach> reach = new EnumMap<>(Act.class);
        agencies.forEach((act, in) -> reach.put(act, everywhere.contains(act) ? Reach.EVERYWHERE : new Reach(in)));
        return reach;
    }

    /** The roles that count now, of one person or (null) of all, in the order in which they were granted. */
    List<Grant> all(@Nullable String person) {
        return state.sql("""
                        select id, person, role, agency, granted_by, granted_at from agency_grants
                        where ended_at is null and (:person::text is null or person = :person) order by id
                        """)
                .param("person", person)
                .query((row, i) -> new Grant(
                        row.getLong("id"),
                        row.getString("person"),
                        Role.of(row.getString("role")),
                        row.getString("agency") == null ? null : new AgencyCode(row.getString("agency")),
                        row.getString("granted_by"),
                        row.getObject("granted_at", OffsetDateTime.class)))
                .list();
    }

    /** Gives a role; one that the person has already stays as it is. */
    void give(String person, Role role, @Nullable AgencyCode agency, String by) {
        state.sql("""
                        insert into agency_grants (person, role, agency, granted_by, granted_at)
                        values (:person, :role, :agency, :by, :now) on conflict do nothing
                        """)
                .param("person", person)
                .param("role", role.code())
                .param("agency", agency == null ? null : agency.value())
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(new RolesChanged(person));
    }

    /** Ends a role from this moment on; one that has ended stays ended. */
    void end(long number, String by) {
        state.sql("""
                        update agency_grants set ended_at = :now, ended_by = :by where id = :id and ended_at is null
                        returning person
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("id", number)
                .query(String.class)
                .optional()
                .ifPresent(person -> events.publishEvent(new RolesChanged(person)));
    }

    /** What each role may do, for whoever wants to know. */
    Map<Role, Set<Act>> table() {
        Map<Role, Set<Act>> table = new EnumMap<>(Role.class);
        state.sql("select role, act from agency_role_acts").query(row -> {
            Set<Act> acts = table.computeIfAbsent(Role.of(row.getString("role")), none -> new HashSet<>());
            Act.of(row.getString("act")).ifPresent(acts::add);
        });
        return table;
    }
}
