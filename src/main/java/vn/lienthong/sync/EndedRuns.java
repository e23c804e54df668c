package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.QuarantineDesk;

/**
 * Runs that have ended, with their events. The newest ones of each job stay, its last good one, the one that the next is compared with,
 * and those with rows that wait.
 */
@Component
@Order(2)
class EndedRuns implements Retained {
    private final JdbcClient state;
    private final QuarantineDesk desk;

    EndedRuns(JdbcClient state, QuarantineDesk desk) {
        this.desk = desk;
        this.state = state;
    }

    @Override
    public String kind() {
        return "runs";
    }

    @Override
    public Text words() {
        return new Text("Lần chạy đã kết thúc", "Runs that have ended");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(400);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from sync_runs where id in (select id from sync_runs r
                        where finished < :before and state not in ('PLANNED', 'RUNNING', 'PAUSED', 'WAITING')
                        and id < (select id from sync_runs newer where newer.job = r.job order by id desc offset 19 limit 1)
                        and id not in (select max(id) from sync_runs
                            where state in ('DONE', 'DONE_WITH_REJECTIONS') group by job)
                        and id not in (select max(id) from sync_runs where %s group by job)
                        and not id = any (:waiting)
                        order by id limit :most)
                        """.formatted(RunLedger.COMPARED))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("waiting", desk.waitingRuns().toArray(Long[]::new))
                .param("most", most)
                .update();
    }
}
