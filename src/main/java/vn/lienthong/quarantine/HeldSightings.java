package vn.lienthong.quarantine;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.Vault;

/** Rejected rows of a target key, waiting and settled. */
@Component
class HeldSightings implements Sightings {
    private static final Map<String, Text> STATES = Map.of(
            "pending", new Text("vừa bị giữ lại", "is just being held"),
            "held", new Text("đang bị giữ lại", "is held"),
            "released", new Text("đã được chạy lại", "was released"),
            "discarded", new Text("đã bỏ", "was discarded"),
            "superseded", new Text("đã có dòng sau thay", "was replaced by a later one"));

    private static final String JOB = "sync.";

    private final JdbcClient state;
    private final MarkSecret secret;

    HeldSightings(JdbcClient state, Vault vault) {
        this.state = state;
        this.secret = new MarkSecret(vault);
    }

    @Override
    public List<Sighting> of(Secret key, String where, Caller caller, int most) {
        if (!where.isEmpty() && !where.startsWith(JOB)) {
            return List.of();
        }
        return state.sql("""
                        select id, job, agency, state, code, reason_vi, reason_en, last_seen from quarantine_rows
                        where key_mark = :mark and agency = any (:agencies::text[]) and (:job = '' or job = :job)
                        order by last_seen desc limit :most
                        """)
                .param("mark", secret.marks().of(key.reveal()))
                .param("agencies", his(caller))
                .param("job", where.isEmpty() ? "" : where.substring(JOB.length()))
                .param("most", most)
                .query((row, number) -> {
                    Text stands = STATES.get(row.getString("state"));
                    return new Sighting(
                            row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                            row.getString("state").equals("held") ? "wait" : "ok",
                            JOB + row.getString("job"),
                            new Text(
                                    "Một dòng bị từ chối " + stands.vi() + ". " + row.getString("reason_vi"),
                                    "A refused row " + stands.en() + ". " + row.getString("reason_en")),
                            row.getString("state").equals("pending") ? "" : "/quarantine/" + row.getLong("id"),
                            new AgencyCode(row.getString("agency")));
                })
                .list();
    }

    private String[] his(Caller caller) {
        return state.sql("select distinct agency from quarantine_rows").query(String.class).list().stream()
                .filter(agency -> caller.may(Act.SEE_HELD_ROWS, new AgencyCode(agency)))
                .toArray(String[]::new);
    }
}
