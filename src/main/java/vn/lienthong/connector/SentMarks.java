package vn.lienthong.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Marks of rows that were sent to partners one by one, and that no run has brought since. */
@Component
@Order(8)
class SentMarks implements Retained {
    private final JdbcClient state;

    SentMarks(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "sent-marks";
    }

    @Override
    public Text words() {
        return new Text("Dấu của các dòng đã gửi đối tác", "Marks of rows that were sent to partners");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(730);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from connector_outbox where (job, key_mark) in (select job, key_mark from connector_outbox
                        where seen_at < :before order by seen_at limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
