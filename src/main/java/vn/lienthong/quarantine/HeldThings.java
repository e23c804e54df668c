package vn.lienthong.quarantine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Rows that wait for agencies: those of a removed job wait on. */
@Component
class HeldThings implements AgencyThings {
    private static final Text ROWS = new Text("dòng bị giữ lại của", "held rows of");
    private static final String HELD = " from quarantine_rows where state in ('pending', 'held')";

    private final JdbcClient state;

    HeldThings(JdbcClient state) {
        this.state = state;
    }

    @Override
    public Set<AgencyCode> agencies() {
        return state.sql("select distinct agency" + HELD).query(String.class).list().stream()
                .map(AgencyCode::new)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return state.sql("select distinct job" + HELD + " and agency = ? order by job")
                .param(agency.value())
                .query((row, number) -> new Thing(ROWS, row.getString("job")))
                .list();
    }
}
