package vn.lienthong.quarantine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.Vault;

/**
 * What discarded rows hold. The row itself stays, with its marks and the reason: it is why the same row is not asked about again, and
 * that needs no content.
 */
@Component
@Order(6)
class DiscardedContent implements Retained {
    /** Stands where the kind of value stood, once the content is gone. */
    private static final String GONE = "purged";

    private final JdbcClient state;
    private final Vault vault;

    DiscardedContent(JdbcClient state, Vault vault) {
        this.state = state;
        this.vault = vault;
    }

    @Override
    public String kind() {
        return "discarded-content";
    }

    @Override
    public Text words() {
        return new Text("Nội dung của dòng đã bỏ", "Content of discarded rows");
    }

    @Override
    public Duration term() {
        return Duration.ofDays(90);
    }

    @Override
    public int purge(Instant before, int most) {
        return state.sql("""
                        with emptied as (
                            update quarantine_rows set content = :nothing, edited = null, value_class = :gone
                            where id in (select id from quarantine_rows
                            where state = 'discarded' and coalesce(decided_at, last_seen) < :before
                                and value_class not in (:gone, 'erased')
                            order by id limit :most)
                            returning id
                        ), histories as (
                            delete from quarantine_edits where held_row in (select id from emptied)
                        )
                        select count(*) from emptied
                        """)
                .param("nothing", vault.seal(RowContent.write(List.of()), Quarantine.CONTENT))
                .param("gone", GONE)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(Integer.class)
                .single();
    }
}
