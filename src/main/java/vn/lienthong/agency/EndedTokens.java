package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** API tokens that ended. */
@Component
@Order(4)
class EndedTokens implements Retained {
    private final JdbcClient state;

    EndedTokens(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "tokens";
    }

    @Override
    public Text words() {
        return new Text("Mã truy cập đã kết thúc", "API tokens that have ended");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(400);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from agency_tokens where id in (select id from agency_tokens
                        where least(coalesce(revoked_at, expires_at), expires_at) < :before order by id limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
