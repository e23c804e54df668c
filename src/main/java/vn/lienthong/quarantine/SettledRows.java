package vn.lienthong.quarantine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Held rows that were released, or that a later one of the same key replaced. One that was discarded stays: it is why the same row is not asked about again. */
@Component
@Order(1)
class SettledRows implements Retained {
    private final JdbcClient state;

    SettledRows(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "settled-rows";
    }

    @Override
    public Text words() {
        return new Text("Dòng cách ly đã xử lý xong", "Quarantined rows that are settled");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(90);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from quarantine_rows where id in (select id from quarantine_rows
                        where state in ('released', 'superseded') and coalesce(decided_at, last_seen) < :before
                        order by id limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
