package vn.lienthong.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.vault.KeepsSealed;
import vn.lienthong.vault.SealedColumn;
import vn.lienthong.vault.Vault;

/**
 * What runs tell the quarantine. Rejections of a batch come first, <em>pending</em>; then the target commits; then they are
 * confirmed. A run that was killed between the two settles its pending ones by the checkpoint of the target: confirm up to the
 * last committed batch, forget what came after. Safe to call again after a failure.
 */
@Component
public class Quarantine implements KeepsSealed {
    /** What sealed rows belong to. */
    static final String CONTENT = "quarantine/row";

    private final JdbcClient state;
    private final NamedParameterJdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final MarkSecret markSecret;
    private final Clock clock;
    private final Suppressions suppressions;

    /** A quarantine in the hub's state database; rows are sealed by the vault. */
    public Quarantine(DataSource database, Vault vault, Clock clock) {
        this.state = JdbcClient.create(database);
        this.batches = new NamedParameterJdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.vault = vault;
        this.markSecret = new MarkSecret(vault);
        this.clock = clock;
        this.suppressions = new Suppressions(state, markSecret, clock);
    }

    @Override
    public List<SealedColumn> sealed() {
        return List.of(
                new SealedColumn("quarantine_rows", "content", CONTENT),
                new SealedColumn("quarantine_rows", "edited", CONTENT),
                new SealedColumn("quarantine_edits", "cells", CONTENT),
                new SealedColumn("quarantine_returned_rows", "changes", CONTENT));
    }

    /** What jobs leave out because its person was erased. */
    public Suppressions suppressions() {
        return suppressions;
    }

    /**
     * Makes the caller the one that acts for this job; waits for what an earlier one has under way. To be called before the target
     * is taken over: what is known of the target's checkpoint is then no older than that.
     *
     * @return its number, to be shown at each act; grows with each call, whatever becomes of the target
     */
    public long takeOver(JobName job) {
        return state.sql("""
                        insert into quarantine_owners (job, epoch) values (:job, 1)
                        on conflict (job) do update set epoch = quarantine_owners.epoch + 1 returning epoch
                        """).param("job", job.value()).query(Long.class).single();
    }

    /**
     * Acts for as long as the job is this owner's: all of it or nothing. Who takes over waits for what is under way.
     *
     * @throws HubException CONFLICT when another has taken the job over
     */
    public void asOwner(JobName job, long owner, Runnable act) {
        transaction.executeWithoutResult(status -> {
            boolean ours = state.sql("select epoch from quarantine_owners where job = :job for share")
                    .param("job", job.value())
                    .query(Long.class)
                    .optional()
                    .filter(standing -> standing == owner)
                    .isPresent();
            if (!ours) {
                throw new HubException(QuarantineError.SUPERSEDED, Map.of("job", job));
            }
            act.run();
        });
    }

    /** Holds the rows refused in one batch, pending; the same row of a run, at the same place, is held once. */
    public void hold(JobName job, DatasetName source, AgencyCode agency, long run, long batch, List<RejectedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Marks marks = markSecret.marks();
        OffsetDateTime now = now();
        MapSqlParameterSource[] values = rows.stream()
                .map(row -> values(marks, row, now)
                        .addValue("job", job.value())
                        .addValue("dataset", source.toString())
                        .addValue("agency", agency.value())
                        .addValue("run", run)
                        .addValue("batch", batch))
                .toArray(MapSqlParameterSource[]::new);
        batches.batchUpdate("""
                insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, key_mark, row_mark, content,
                    field, value_class, code, reason_vi, reason_en, first_seen, last_seen)
                values (:job, :dataset, :agency, :run, :batch, :ordinal, 'pending', :key_mark, :row_mark, :content,
                    :field, :value_class, :code, :reason_vi, :reason_en, :now, :now)
                on conflict (job, run, ordinal, row_mark) do update set state = 'pending', batch = excluded.batch,
                    decided_at = null
                where quarantine_rows.state = 'superseded'
                """, values);
    }

    /** Rows of these keys arrive with this batch, so that what is held of them is out of date once the target has committed. */
    public void arrive(JobName job, long run, long batch, Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Marks marks = markSecret.marks();
        batches.batchUpdate(
                """
                insert into quarantine_arrived (job, run, batch, key_mark) values (:job, :run, :batch, :key_mark)
                on conflict do nothing
                """,
                keys.stream()
                        .map(key -> at(job, run).addValue("batch", batch).addValue("key_mark", marks.of(key)))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /**
     * The target has committed up to this batch: pending rows become held. A row that is here already is counted, not held twice;
     * an older row of the same key is superseded, and so is one whose key has arrived.
     */
    public void confirm(JobName job, long run, long upToBatch) {
        transaction.executeWithoutResult(status -> {
            MapSqlParameterSource at = at(job, run).addValue("batch", upToBatch);
            batches.update(ONLY_THE_LAST_OF_A_KEY, at);
            batches.update(FOLD, at);
            batches.update(SUPERSEDE_BY_PENDING, at);
            batches.update("""
                    update quarantine_rows set state = 'held'
                    where job = :job and run = :run and state = 'pending' and batch <= :batch
                    """, at);
            batches.update(SUPERSEDE_BY_ARRIVED, at);
        });
    }

    /** The target did not commit what came after this batch: those pending rows never were. */
    public void forgetAfter(JobName job, long run, long batch) {
        MapSqlParameterSource after = at(job, run).addValue("batch", batch);
        batches.update(
                "delete from quarantine_rows where job = :job and run = :run and state = 'pending' and batch > :batch",
                after);
        batches.update("delete from quarantine_arrived where job = :job and run = :run and batch > :batch", after);
    }

    /** The keys of which this job has held rows; empty for most jobs. Asked once a run. */
    public HeldKeys heldKeys(JobName job) {
        List<byte[]> held = state.sql("""
                        select distinct key_mark from quarantine_rows
                        where job = :job and state = 'held' and key_mark is not null
                        """)
                .param("job", job.value())
                .query((row, i) -> row.getBytes(1))
                .list();
        return new HeldKeys(markSecret.marks(), held);
    }

    /** Whether people have corrected any row of this job. Asked once a run. */
    public boolean corrects(JobName job) {
        return state.sql("""
                        select exists (select 1 from quarantine_rows
                        where job = :job and state = 'released' and edited is not null)
                        """).param("job", job.value()).query(Boolean.class).single();
    }

    /**
     * A complete read that began at {@code started} has ended: held rows that it did not see again have left the source. To be
     * called only where the source is the whole truth.
     */
    public void left(JobName job, Instant started) {
        state.sql("""
                        update quarantine_rows set state = 'superseded', decided_at = :now
                        where job = :job and state = 'held' and last_seen < :started
                        """)
                .param("now", now())
                .param("job", job.value())
                .param("started", started.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How a person has corrected exactly this source row, if one has; holds until the source row itself changes. */
    public Optional<Batch> correction(JobName job, Batch source, int row) {
        byte[] mark = markSecret.marks().of(RowContent.write(source, row));
        return state.sql("""
                        select edited from quarantine_rows
                        where job = :job and row_mark = :mark and state = 'released' and edited is not null
                        order by id desc limit 1
                        """)
                .param("job", job.value())
                .param("mark", mark)
                .query((found, i) -> found.getBytes(1))
                .optional()
                .map(stored -> RowContent.batch(RowContent.read(vault.open(stored, CONTENT)), source.ordinal(row)));
    }

    private MapSqlParameterSource values(Marks marks, RejectedRow row, OffsetDateTime now) {
        byte[] content = RowContent.write(row.source(), row.row());
        var rejection = row.rejection();
        byte[] mark = row.source() == null
                ? marks.of((rejection.code() + "#" + rejection.ordinal()).getBytes(StandardCharsets.UTF_8))
                : marks.of(content);
        return new MapSqlParameterSource("ordinal", rejection.ordinal())
                .addValue("key_mark", marks.of(row.key()))
                .addValue("row_mark", mark)
                .addValue("content", vault.seal(content, CONTENT))
                .addValue("field", rejection.field())
                .addValue("value_class", rejection.valueClass())
                .addValue("code", rejection.code())
                .addValue("reason_vi", rejection.reason().vi())
                .addValue("reason_en", rejection.reason().en())
                .addValue("now", now);
    }

    private MapSqlParameterSource at(JobName job, long run) {
        return new MapSqlParameterSource("job", job.value())
                .addValue("run", run)
                .addValue("now", now());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /*
     * What is looked for comes as an array everywhere below: as a join, a planner without statistics compares every held row with
     * every pending one, and a large transaction of a source leaves thousands of them.
     */

    /** A large transaction of the source may bring a key more than once in one commit. */
    private static final String ONLY_THE_LAST_OF_A_KEY = """
            update quarantine_rows set state = 'superseded', decided_at = :now
            where id = any (array(
                select id from (
                    select id, row_number() over (partition by key_mark order by ordinal desc) as place
                    from quarantine_rows
                    where job = :job and run = :run and state = 'pending' and batch <= :batch and key_mark is not null) placed
                where place > 1))
            """;

    private static final String SUPERSEDE_BY_ARRIVED = """
            with arrived as (
                delete from quarantine_arrived where job = :job and run = :run and batch <= :batch returning key_mark
            )
            update quarantine_rows set state = 'superseded', decided_at = :now
            where job = :job and state = 'held' and key_mark = any (array(select key_mark from arrived))
            """;

    private static final String FOLD = """
            with again as (
                delete from quarantine_rows p using quarantine_rows h
                where p.job = :job and p.run = :run and p.state = 'pending' and p.batch <= :batch
                  and h.job = p.job and h.row_mark = p.row_mark and h.code = p.code and h.state in ('held', 'discarded')
                  and h.key_mark is not distinct from p.key_mark
                returning h.id, p.last_seen
            )
            update quarantine_rows h set repeats = h.repeats + 1, last_seen = again.last_seen
            from (select id, max(last_seen) as last_seen from again group by id) again
            where h.id = again.id
            """;

    private static final String SUPERSEDE_BY_PENDING = """
            update quarantine_rows h set state = 'superseded', decided_at = :now
            where h.job = :job and h.state = 'held' and h.key_mark = any (array(
                select p.key_mark from quarantine_rows p
                where p.job = :job and p.run = :run and p.state = 'pending' and p.batch <= :batch
                  and p.key_mark is not null))
            """;
}
