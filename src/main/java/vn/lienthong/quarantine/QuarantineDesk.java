package vn.lienthong.quarantine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.Vault;

/** What people do with rejected rows: look, edit, discard. Releasing goes through the job, see the sync room. */
@Component
public class QuarantineDesk {
    private static final int PAGE = 1000;
    static final String COLUMNS = """
            id, job, dataset, agency, run, ordinal, state, field, value_class, code, reason_vi, reason_en, repeats,
            edited is not null as has_edit, first_seen, last_seen, decided_by, decision
            """;

    private final JdbcClient state;
    private final Vault vault;
    private final Journal journal;
    private final Clock clock;
    private final Edits edits;

    /** A desk over the hub's state database; acts are journaled before they are done. */
    public QuarantineDesk(DataSource database, Vault vault, Journal journal, Clock clock) {
        this.state = JdbcClient.create(database);
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.edits = new Edits(state, vault, clock);
    }

    /** How many rows wait for a person. */
    public long held() {
        return state.sql("select count(*) from quarantine_rows where state = 'held'")
                .query(Long.class)
                .single();
    }

    /** The runs whose rows wait. */
    public List<Long> waitingRuns() {
        return state.sql("select distinct run from quarantine_rows where state in ('held', 'pending')")
                .query(Long.class)
                .list();
    }

    /** How many rows of one job wait. */
    public long held(String job) {
        return state.sql("select count(*) from quarantine_rows where state = 'held' and job = :job")
                .param("job", job)
                .query(Long.class)
                .single();
    }

    /** Held rows by job and reason, largest group first; {@code job} null means every job. */
    public List<ReasonGroup> groups(@Nullable String job) {
        return state.sql("""
                        select job, dataset, agency, code, field, min(reason_vi) as reason_vi, min(reason_en) as reason_en,
                            count(*) as rows, min(first_seen) as first_seen, max(last_seen) as last_seen
                        from quarantine_rows
                        where state = 'held' and (:job::text is null or job = :job)
                        group by job, dataset, agency, code, field
                        order by count(*) desc, job, code
                        """)
                .param("job", job)
                .query((row, i) -> new ReasonGroup(
                        row.getString("job"),
                        row.getString("dataset"),
                        row.getString("agency"),
                        row.getString("code"),
                        row.getString("field"),
                        new Text(row.getString("reason_vi"), row.getString("reason_en")),
                        row.getLong("rows"),
                        row.getObject("first_seen", OffsetDateTime.class),
                        row.getObject("last_seen", OffsetDateTime.class)))
                .list();
    }

    /** How many rows wait, by the agency that answers for them. */
    Map<String, Long> heldByAgency() {
        Map<String, Long> held = new HashMap<>();
        state.sql("select agency, count(*) as rows from quarantine_rows where state = 'held' group by agency")
                .query(row -> {
                    held.put(row.getString("agency"), row.getLong("rows"));
                });
        return held;
    }

    /** Since when the oldest of them waits, by the agency that answers for it. */
    Map<String, Instant> oldestByAgency() {
        Map<String, Instant> oldest = new HashMap<>();
        state.sql("select agency, min(first_seen) as came from quarantine_rows where state = 'held' group by agency")
                .query(row -> {
                    oldest.put(
                            row.getString("agency"),
                            row.getObject("came", OffsetDateTime.class).toInstant());
                });
        return oldest;
    }

    /** The agencies that answer for rows, held or settled. */
    List<String> agencies() {
        return state.sql("select distinct agency from quarantine_rows where state <> 'pending'")
                .query(String.class)
                .list();
    }

    /** Rows in a state, by number, after {@code afterId}; job and code null mean any. */
    public List<HeldRow> rows(String inState, @Nullable String job, @Nullable String code, long afterId, int limit) {
        return rows(inState, job, code, null, afterId, limit);
    }

    /** The same of some agencies; null means of all. */
    List<HeldRow> rows(
            String inState,
            @Nullable String job,
            @Nullable String code,
            @Nullable List<String> agencies,
            long afterId,
            int limit) {
        return state.sql("select " + COLUMNS + """
                         from quarantine_rows
                        where state = :state and state <> 'pending' and (:job::text is null or job = :job)
                          and (:code::text is null or code = :code)
                          and (:agencies::text[] is null or agency = any (:agencies::text[])) and id > :after
                        order by id limit :limit
                        """)
                .param("state", inState)
                .param("job", job)
                .param("code", code)
                .param("agencies", agencies == null ? null : agencies.toArray(String[]::new))
                .param("after", afterId)
                .param("limit", limit)
                .query(QuarantineDesk::heldRow)
                .list();
    }

    /** Takes held rows one by one with their fields as they are, unmasked: for the file that goes back to their owner; only of these agencies. */
    public void each(
            String job, @Nullable String code, List<String> agencies, int most, BiConsumer<HeldRow, List<Cell>> taker) {
        long after = 0;
        int taken = 0;
        List<HeldRow> page = rows("held", job, code, agencies, after, Math.min(PAGE, most));
        while (!page.isEmpty()) {
            Map<Long, List<Cell>> contents =
                    contents(page.stream().map(HeldRow::id).toList());
            page.forEach(row -> taker.accept(row, contents.getOrDefault(row.id(), List.of())));
            taken += page.size();
            after = page.get(page.size() - 1).id();
            page = taken < most ? rows("held", job, code, agencies, after, Math.min(PAGE, most - taken)) : List.of();
        }
    }

    private Map<Long, List<Cell>> contents(List<Long> ids) {
        Map<Long, List<Cell>> contents = new HashMap<>();
        state.sql("select id, coalesce(edited, content) as content from quarantine_rows where id in (:ids)")
                .param("ids", ids)
                .query((row, i) -> contents.put(
                        row.getLong("id"), RowContent.read(vault.open(row.getBytes("content"), Quarantine.CONTENT))))
                .list();
        return contents;
    }

    /** The fields of many rows as they are now, by their numbers. Show {@link Cell#shown()}, never the value. */
    public Map<Long, List<Cell>> cells(List<Long> ids) {
        Map<Long, List<Cell>> cells = new HashMap<>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            cells.putAll(contents(ids.subList(from, Math.min(from + PAGE, ids.size()))));
        }
        return cells;
    }

    /** One row; throws NOT_FOUND. */
    public HeldRow row(long id) {
        return find(id).orElseThrow(() -> new HubException(QuarantineError.ROW_UNKNOWN, Map.of("id", id)));
    }

    /** One row, if there is one. */
    public Optional<HeldRow> find(long id) {
        return state.sql("select " + COLUMNS + " from quarantine_rows where id = :id and state <> 'pending'")
                .param("id", id)
                .query(QuarantineDesk::heldRow)
                .optional();
    }

    /** The row's fields as they are now: edited where a person edited. Show {@link Cell#shown()}, never the value. */
    public List<Cell> cells(long id) {
        row(id);
        byte[] sealed = state.sql("select coalesce(edited, content) from quarantine_rows where id = :id")
                .param("id", id)
                .query((row, i) -> row.getBytes(1))
                .single();
        return RowContent.read(vault.open(sealed, Quarantine.CONTENT));
    }

    /** The row as a batch of one, edited where a person edited, for the job that will map it again. */
    public Optional<Batch> batch(long id) {
        List<Cell> cells = cells(id);
        return cells.isEmpty() ? Optional.empty() : Optional.of(RowContent.batch(cells, row(id).ordinal()));
    }

    /** Changes fields of a held row; the source keeps its own. Empty text, or none, means no value. */
    public void edit(long id, Map<String, @Nullable String> changes, String actor) {
        held(id);
        List<Cell> before = cells(id);
        if (before.isEmpty()) {
            throw new HubException(QuarantineError.NOTHING_TO_EDIT, Map.of("id", id));
        }
        List<Cell> cells = EditedRows.edited(before, changes);
        journal.record(entry(
                actor, "quarantine.edited", row(id), null, Map.of("fields", String.join(", ", changes.keySet()))));
        int changed = state.sql("update quarantine_rows set edited = :edited where id = :id and state = 'held'")
                .param("edited", vault.seal(RowContent.write(cells), Quarantine.CONTENT))
                .param("id", id)
                .update();
        if (changed == 0) {
            held(id); // it was settled since: that says how
        }
        edits.add(id, actor, before, cells);
    }

    /** What people have changed in a row, the newest first. Show {@link Cell#shown()}, never the value. */
    public List<Edit> edits(long id) {
        return edits.of(id);
    }

    /** Settles a held row as not needed, with a reason. The same row is not asked about again until it changes. */
    public void discard(long id, String reason, String actor) {
        if (reason.isBlank()) {
            throw new HubException(QuarantineError.REASON_MISSING, Map.of());
        }
        held(id);
        journal.record(entry(actor, "quarantine.discarded", row(id), reason, Map.of()));
        settle(id, "discarded", reason, actor);
    }

    /** Records that rows are released or taken away: an entry for each, before it happens. */
    public void record(String actor, String act, List<Long> ids) {
        List<Journal.Entry> entries = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += PAGE) {
            List<Long> some = ids.subList(from, Math.min(from + PAGE, ids.size()));
            Map<Long, List<Cell>> contents = contents(some);
            state.sql("select " + COLUMNS + " from quarantine_rows where id in (:ids) order by id")
                    .param("ids", some)
                    .query(QuarantineDesk::heldRow)
                    .list()
                    .forEach(row -> entries.add(
                            entry(actor, act, row, contents.getOrDefault(row.id(), List.of()), null, Map.of())));
        }
        journal.record(entries);
    }

    /** The job has written the row: it is released. Called by the sync room after the target committed. */
    public void released(long id, String actor) {
        settle(id, "released", null, actor);
    }

    /** The row was refused again on release: the new reason replaces the old. */
    public void refusedAgain(long id, @Nullable String field, String code, Text reason) {
        state.sql("""
                        update quarantine_rows set field = :field, code = :code, reason_vi = :vi, reason_en = :en
                        where id = :id and state = 'held'
                        """)
                .param("field", field)
                .param("code", code)
                .param("vi", reason.vi())
                .param("en", reason.en())
                .param("id", id)
                .update();
    }

    /**
     * Makes sure that each of these rows still waits.
     *
     * @throws HubException CONFLICT when one is settled already
     */
    public void mustWait(List<Long> ids) {
        ids.forEach(this::held);
    }

    private void held(long id) {
        HeldRow row = row(id);
        if (!row.state().equals("held")) {
            throw new HubException(QuarantineError.ROW_SETTLED, Map.of("id", id, "state", row.state()));
        }
    }

    private void settle(long id, String as, @Nullable String decision, String actor) {
        state.sql("""
                        update quarantine_rows set state = :as, decision = :decision, decided_by = :actor, decided_at = :now
                        where id = :id and state = 'held'
                        """)
                .param("as", as)
                .param("decision", decision)
                .param("actor", actor)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** An act on a row: it concerns the agency that answers for it, and the person whose row it is. */
    Journal.Entry entry(String actor, String act, HeldRow row, @Nullable String reason, Map<String, String> facts) {
        return entry(actor, act, row, cells(row.id()), reason, facts);
    }

    private static Journal.Entry entry(
            String actor,
            String act,
            HeldRow row,
            List<Cell> cells,
            @Nullable String reason,
            Map<String, String> facts) {
        Map<String, String> details = new TreeMap<>(facts);
        details.put("job", row.job());
        Journal.Entry entry = new Journal.Entry(actor, act, "quarantine/" + row.id(), "done", reason, details)
                .withAgency(new AgencyCode(row.agency()));
        return WhoseRow.of(cells).map(entry::about).orElse(entry);
    }

    static HeldRow heldRow(ResultSet row, int index) throws SQLException {
        return new HeldRow(
                row.getLong("id"),
                row.getString("job"),
                row.getString("dataset"),
                row.getString("agency"),
                row.getLong("run"),
                row.getLong("ordinal"),
                row.getString("state"),
                row.getString("field"),
                row.getString("value_class"),
                row.getString("code"),
                new Text(row.getString("reason_vi"), row.getString("reason_en")),
                row.getInt("repeats"),
                row.getBoolean("has_edit"),
                row.getObject("first_seen", OffsetDateTime.class),
                row.getObject("last_seen", OffsetDateTime.class),
                row.getString("decided_by"),
                row.getString("decision"));
    }
}
