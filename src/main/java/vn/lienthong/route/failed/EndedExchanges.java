package vn.lienthong.route.failed;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Failed exchanges that are over; those that wait stay, however old. */
@Component
class EndedExchanges implements Retained {
    private final JdbcClient state;

    EndedExchanges(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "failed-exchanges";
    }

    @Override
    public Text words() {
        return new Text("Bản tin hỏng đã xử lý xong", "Failed messages that are settled");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(90);
    }

    @Override
    public int purge(Instant before, int most) {
        int gone = state.sql("""
                        delete from route_failed where id in (select id from route_failed where ended_at < :before
                            order by ended_at limit :most)
                        """)
                .param("before", FailedStore.at(before))
                .param("most", most)
                .update();
        state.sql("delete from route_failed_beyond where last < :before")
                .param("before", FailedStore.at(before))
                .update();
        state.sql("""
                        delete from route_replays r where asked_at < :before
                            and not exists (select 1 from route_failed f where f.replay = r.id)
                        """).param("before", FailedStore.at(before)).update();
        return gone;
    }
}
