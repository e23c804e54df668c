package vn.lienthong.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Keeps what was asked for and what became of it. */
@Component
class ApprovalLedger {
    private static final int MOST = 200;
    private static final TypeReference<List<Approval.Change>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient state;
    private final ObjectMapper json;

    ApprovalLedger(JdbcClient state, ObjectMapper json) {
        this.state = state;
        this.json = json;
    }

    /** Adds a request; one that somebody made for the same thing at the same moment stays instead. */
    Approval add(Approval.Wanted wanted, String requester, Instant now, Instant expires) {
        AgencyCode agency = wanted.agency();
        Optional<Long> number = state.sql("""
                        insert into approval_requests (kind, subject, agency, act, what_vi, what_en, page, difference, facts,
                            requester, reason, asked_at, expires_at, state)
                        values (:kind, :subject, :agency, :act, :vi, :en, :page, :difference::jsonb, :facts::jsonb,
                            :requester, :reason, :now, :expires, 'open')
                        on conflict (kind, subject) where state = 'open' do nothing
                        returning id
                        """)
                .param("kind", wanted.kind())
                .param("subject", wanted.subject())
                .param("agency", agency == null ? null : agency.value())
                .param("act", wanted.act().code())
                .param("vi", wanted.what().vi())
                .param("en", wanted.what().en())
                .param("page", wanted.page())
                .param("difference", written(wanted.difference()))
                .param("facts", written(wanted.facts()))
                .param("requester", requester)
                .param("reason", wanted.reason())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional();
        return number.flatMap(this::find)
                .or(() -> open(wanted.kind(), wanted.subject()))
                .orElseThrow();
    }

    Optional<Approval> find(long number) {
        return one("where id = :number", number);
    }

    /** The same, and nobody else decides it before this transaction ends. */
    Optional<Approval> locked(long number) {
        return one("where id = :number for update", number);
    }

    private Optional<Approval> one(String where, long number) {
        return state.sql("select * from approval_requests " + where)
                .param("number", number)
                .query(this::approval)
                .optional();
    }

    Optional<Approval> open(String kind, String subject) {
        return state.sql("select * from approval_requests where kind = :kind and subject = :subject and state = 'open'")
                .param("kind", kind)
                .param("subject", subject)
                .query(this::approval)
                .optional();
    }

    /** What waits, or would if it had not expired or been overtaken. */
    List<Approval> open() {
        return state.sql("select * from approval_requests where state = 'open' order by id")
                .query(this::approval)
                .list();
    }

    /** Open ones first, then the newest. */
    List<Approval> recent() {
        return state.sql("select * from approval_requests order by (state = 'open') desc, id desc limit :most")
                .param("most", MOST)
                .query(this::approval)
                .list();
    }

    void settle(long number, String as, String by, @Nullable String words, Instant now) {
        state.sql("""
                        update approval_requests set state = :as, decided_by = :by, decided_at = :now, words = :words
                        where id = :number and state = 'open'
                        """)
                .param("as", as)
                .param("by", by)
                .param("words", words)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("number", number)
                .update();
    }

    /** What could not be carried out waits again. */
    void reopen(long number) {
        state.sql("""
                        update approval_requests set state = 'open', decided_by = null, decided_at = null, words = null
                        where id = :number
                        """).param("number", number).update();
    }

    private Approval approval(ResultSet row, int index) throws SQLException {
        String agency = row.getString("agency");
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        Approval.Wanted wanted = new Approval.Wanted(
                row.getString("kind"),
                row.getString("subject"),
                agency == null ? null : new AgencyCode(agency),
                Act.of(row.getString("act")).orElseThrow(),
                new Text(row.getString("what_vi"), row.getString("what_en")),
                row.getString("page"),
                read(row.getString("difference"), CHANGES),
                read(row.getString("facts"), FACTS),
                row.getString("reason"));
        return new Approval(
                row.getLong("id"),
                wanted,
                row.getString("requester"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Approval.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("words"));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
