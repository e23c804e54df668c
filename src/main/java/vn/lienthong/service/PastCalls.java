package vn.lienthong.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** How often agreements were used, in pieces of five minutes. What was asked stands in the journal alone. */
@Component
@Order(7)
class PastCalls implements Retained {
    private final JdbcClient state;

    PastCalls(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "calls";
    }

    @Override
    public Text words() {
        return new Text("Số lượt gọi dịch vụ", "Counts of calls of services");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(400);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from service_uses where (agreement, since) in (select agreement, since from service_uses
                        where since < :before order by since limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
