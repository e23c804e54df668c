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
        int gone = purge("service_program_uses", "agreement, since, program", before, most);
        return gone + purge("service_uses", "agreement, since", before, most - gone);
    }

    private int purge(String table, String key, Instant before, int most) {
        return state.sql(
                        "delete from %1$s where (%2$s) in (select %2$s from %1$s where since < :before order by since limit :most)"
                                .formatted(table, key))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
