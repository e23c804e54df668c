package vn.lienthong.agency;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** People of agencies, and roles and tokens that count there. */
@Component
class OwnThings implements AgencyThings {
    private static final Text PERSON = new Text("người dùng", "person");
    private static final Text ROLE = new Text("vai trò", "role");
    private static final Text TOKEN = new Text("mã truy cập", "token");

    private static final String THINGS = """
            select 'person' as kind, name, agency from agency_people where ended_at is null and agency is not null
            union all select 'role', role || ' (' || person || ')', agency from agency_grants
                where ended_at is null and agency is not null
            union all select 'token', purpose || ' (' || person || ')', agency from agency_tokens
                where revoked_at is null and expires_at > now() and agency is not null
            """;

    private final JdbcClient state;

    OwnThings(JdbcClient state) {
        this.state = state;
    }

    @Override
    public Set<AgencyCode> agencies() {
        return state.sql("select distinct agency from (" + THINGS + ") things").query(String.class).list().stream()
                .map(AgencyCode::new)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return state.sql("select kind, name from (" + THINGS + ") things where agency = ? order by kind, name")
                .param(agency.value())
                .query((row, number) -> new Thing(kind(row.getString("kind")), row.getString("name")))
                .list();
    }

    private static Text kind(String kind) {
        return switch (kind) {
            case "person" -> PERSON;
            case "role" -> ROLE;
            default -> TOKEN;
        };
    }
}
