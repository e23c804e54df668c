package vn.lienthong.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Alerts that are over, with what was told of them. */
@Component
@Order(9)
class ClosedAlerts implements Retained {
    private final JdbcClient state;

    ClosedAlerts(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "alerts";
    }

    @Override
    public Text words() {
        return new Text("Cảnh báo đã đóng", "Alerts that are closed");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(400);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        with tests as (delete from alert_messages where alert is null and ended_at < :before)
                        delete from alert_alerts where id in
                            (select id from alert_alerts where closed_at < :before order by id limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
