package vn.lienthong.journal;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the journal. */
@Component
class JournalLines {
    private final JdbcClient state;

    JournalLines(JdbcClient state) {
        this.state = state;
    }

    /** An entry as it may be shown. */
    record Line(
            long id,
            OffsetDateTime at,
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason) {}

    /** Entries with a smaller number, newest first; null means any. */
    List<Line> before(@Nullable Long id, @Nullable String act, @Nullable String subject, int most) {
        return state.sql("""
                        select id, at, actor, act, subject, outcome, reason from journal_entries
                        where (:id::bigint is null or id < :id) and (:act::text is null or act = :act)
                          and (:subject::text is null or subject = :subject)
                        order by id desc limit :most
                        """)
                .param("id", id)
                .param("act", act)
                .param("subject", subject)
                .param("most", most)
                .query(Line.class)
                .list();
    }

    long count() {
        return state.sql("select count(*) from journal_entries")
                .query(Long.class)
                .single();
    }
}
