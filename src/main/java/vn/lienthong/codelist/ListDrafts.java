package vn.lienthong.codelist;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** Drafts of code lists, one a list. Nothing that runs reads them. */
@Component
class ListDrafts {
    private final JdbcClient state;
    private final EntryText texts;
    private final Clock clock;

    ListDrafts(JdbcClient state, ObjectMapper json, Clock clock) {
        this.state = state;
        this.texts = new EntryText(json);
        this.clock = clock;
    }

    /**
     * A draft.
     *
     * @param base the version that it was begun with, 0 where the list was never amended
     * @param entries all entries of the codes that would be amended
     * @param edition it grows with each change
     * @param source the name of the last file that was taken in; null where none was
     * @param faults rows of that file that were left out
     * @param before the entries before that file was taken in; null where none was
     */
    record Draft(
            String list,
            int base,
            List<CodeList.Entry> entries,
            int edition,
            String by,
            Instant at,
            @Nullable String source,
            List<ListTables.Fault> faults,
            @Nullable List<CodeList.Entry> before) {
        Draft with(List<CodeList.Entry> others) {
            return new Draft(list, base, others, edition, by, at, source, faults, before);
        }

        Draft taken(String file, List<CodeList.Entry> others, List<ListTables.Fault> leftOut) {
            return new Draft(list, base, others, edition, by, at, file, leftOut, entries);
        }

        Draft withoutFile(List<CodeList.Entry> others) {
            return new Draft(list, base, others, edition, by, at, null, List.of(), null);
        }
    }

    Optional<Draft> find(String list) {
        return state.sql("select * from codelist_drafts where list = ?")
                .param(list)
                .query(this::draft)
                .optional();
    }

    /** The lists that have one. */
    List<String> lists() {
        return state.sql("select list from codelist_drafts").query(String.class).list();
    }

    private Draft draft(ResultSet row, int index) throws SQLException {
        String before = row.getString("before");
        return new Draft(
                row.getString("list"),
                row.getInt("base"),
                texts.entries(row.getString("entries")),
                row.getInt("edition"),
                row.getString("by_whom"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("source"),
                texts.faults(row.getString("faults")),
                before == null ? null : texts.entries(before));
    }

    /**
     * Keeps a draft as its first edition.
     *
     * @throws HubException CONFLICT where somebody else has begun one meanwhile
     */
    void begin(Draft draft, String by) {
        int begun = state.sql("""
                        insert into codelist_drafts (list, base, entries, by_whom, at, source, faults, before)
                        values (?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?::jsonb) on conflict do nothing
                        """)
                .params(
                        draft.list(),
                        draft.base(),
                        texts.written(draft.entries()),
                        by,
                        now(),
                        draft.source(),
                        texts.written(draft.faults()),
                        before(draft))
                .update();
        if (begun == 0) {
            throw changed(draft.list());
        }
    }

    private @Nullable String before(Draft draft) {
        return draft.before() == null ? null : texts.written(draft.before());
    }

    static HubException changed(String list) {
        return new HubException(CodelistError.DRAFT_CHANGED, Map.of("list", list));
    }

    /**
     * Keeps a draft as it is handed in, as its next edition.
     *
     * @throws HubException CONFLICT where somebody else has changed it since
     */
    void change(Draft draft, String by) {
        int changed = state.sql("""
                        update codelist_drafts set entries = ?::jsonb, edition = edition + 1, by_whom = ?, at = ?, source = ?,
                            faults = ?::jsonb, before = ?::jsonb
                        where list = ? and edition = ?
                        """)
                .params(
                        texts.written(draft.entries()),
                        by,
                        now(),
                        draft.source(),
                        texts.written(draft.faults()),
                        before(draft),
                        draft.list(),
                        draft.edition())
                .update();
        if (changed == 0) {
            throw changed(draft.list());
        }
    }

    /** Removes a draft as it was looked at; false where somebody has changed it since. */
    boolean remove(String list, int edition) {
        return state.sql("delete from codelist_drafts where list = ? and edition = ?")
                        .params(list, edition)
                        .update()
                == 1;
    }

    void remove(String list) {
        state.sql("delete from codelist_drafts where list = ?").param(list).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
