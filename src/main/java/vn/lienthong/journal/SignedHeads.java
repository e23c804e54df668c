package vn.lienthong.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Signs once a day how the journal ends. */
@Component
class SignedHeads {
    private final JdbcClient state;
    private final Links links;
    private final HeadKey key;
    private final Clock clock;

    SignedHeads(JdbcClient state, Links links, HeadKey key, Clock clock) {
        this.state = state;
        this.links = links;
        this.key = key;
        this.clock = clock;
    }

    /** Every head after an entry, from the oldest on. */
    List<Head> after(long id) {
        return state.sql("select id, hash, signed_at, signature from journal_heads where id > ? order by id")
                .param(id)
                .query(SignedHeads::head)
                .list();
    }

    /** The newest head; empty where none was signed yet. */
    Optional<Head> last() {
        return state.sql("select id, hash, signed_at, signature from journal_heads order by id desc limit 1")
                .query(SignedHeads::head)
                .optional();
    }

    /** Signs today's head, unless that was done or nothing has been recorded since the last one. Asked every hour, on each node. */
    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void signToday() {
        Optional<Head> last = last();
        if (last.isPresent() && !day(last.get()).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            return;
        }
        links.last()
                .filter(link -> last.isEmpty() || link.id() > last.get().id())
                .ifPresent(link -> keep(key.sign(Head.Kind.HEAD, link.id(), link.hash())));
    }

    private static LocalDate day(Head head) {
        return LocalDate.ofInstant(head.at(), ZoneOffset.UTC);
    }

    /** Another node may have signed the same entry. */
    private void keep(Head head) {
        state.sql("""
                        insert into journal_heads (id, hash, signed_at, signature)
                        values (:id, :hash, :at, :signature) on conflict (id) do nothing
                        """)
                .param("id", head.id())
                .param("hash", head.hash())
                .param("at", head.at().atOffset(ZoneOffset.UTC))
                .param("signature", head.signature())
                .update();
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(
                Head.Kind.HEAD,
                row.getLong("id"),
                row.getBytes("hash"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                row.getBytes("signature"));
    }
}
