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

    private final JdbcClient state;
    private final MarkSecret secret;

    HeldSightings(JdbcClient state, Vault vault) {
        this.state = state;
        this.secret = new MarkSecret(vault);
    }

    @Override
    public List<Sighting> of(Secret key, Caller caller, int most) {
        return state
                .sql("""
                        select id, job, agency, state, code, reason_vi, reason_en, last_seen from quarantine_rows
                        where key_mark = :mark order by last_seen desc limit :most
                        """)
                .param("mark", secret.marks().of(key.reveal()))
                .param("most", most)
                .query((row, number) -> {
                    Text stands = STATES.get(row.getString("state"));
                    return new Sighting(
                            row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                            row.getString("state").equals("held") ? "wait" : "ok",
                            "sync." + row.getString("job"),
                            new Text(
                                    "Một dòng bị từ chối " + stands.vi() + ". " + row.getString("reason_vi"),
                                    "A refused row " + stands.en() + ". " + row.getString("reason_en")),
                            row.getString("state").equals("pending") ? "" : "/quarantine/" + row.getLong("id"),
                            new AgencyCode(row.getString("agency")));
                })
                .list()
                .stream()
                .filter(one -> caller.may(Act.SEE_HELD_ROWS, one.agency()))
                .toList();
    }
}
