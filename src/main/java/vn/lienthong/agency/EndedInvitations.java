package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Invitations that were used, replaced or have expired. */
@Component
@Order(5)
class EndedInvitations implements Retained {
    private final JdbcClient state;

    EndedInvitations(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "invitations";
    }

    @Override
    public Text words() {
        return new Text("Lời mời đã kết thúc", "Invitations that have ended");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(400);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from agency_invitations where id in (select id from agency_invitations
                        where least(coalesce(ended_at, expires_at), expires_at) < :before order by id limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
