package vn.lienthong.inventory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;

/** Files of systems that were handed in, with what undoes them, written or not. */
@Component
class EndedImports implements Retained {
    private final JdbcClient state;

    EndedImports(JdbcClient state) {
        this.state = state;
    }

    @Override
    public String kind() {
        return "system-imports";
    }

    @Override
    public Text words() {
        return new Text("Tệp hệ thống đã nạp", "Files of systems that were handed in");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(8);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        delete from inventory_imports where id in (select id from inventory_imports where made_at < :before
                            order by made_at limit :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
