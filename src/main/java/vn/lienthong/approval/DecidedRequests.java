package vn.lienthong.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Requests for a second person that were decided, withdrawn or have expired. */
@Component
@Order(3)
class DecidedRequests implements Retained {
    private final JdbcClient state;

    DecidedRequests(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "requests";
    }

    @Override
    public Text words() {
        return new Text("Yêu cầu phê duyệt đã xong", "Requests that are decided or have expired");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(730);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from approval_requests where id in (select id from approval_requests
                        where coalesce(decided_at, expires_at) < :before order by id limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
