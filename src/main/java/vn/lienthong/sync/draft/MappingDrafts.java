package vn.lienthong.sync.draft;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;

/** Drafts of mappings, one for each job at most, and what the last trials found. Nothing that runs reads them. */
@Component
class MappingDrafts {
    private static final RowMapper<Draft> ROW = (row, i) -> new Draft(
            new JobName(row.getString("job")),
            row.getString("text"),
            row.getString("base"),
            row.getInt("edition"),
            row.getString("by_whom"),
            row.getTimestamp("at").toInstant());

    private final JdbcClient state;
    private final Clock clock;

    MappingDrafts(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * A draft.
     *
     * @param text the job's whole text with the rules as drafted, right or not
     * @param base the text that was in use when it was begun
     * @param edition counts its changes, so that two people who write at once do not undo each other's
     */
    record Draft(JobName job, String text, String base, int edition, String by, Instant at) {}

    /**
     * What a trial found, in figures.
     *
     * @param print of the text that was tried
     */
    record Found(boolean draft, String print, long rows, long refused, long leftOut, String by, Instant at) {
        public long passed() {
            return rows - refused - leftOut;
        }
    }

    /** The jobs that have one. */
    Set<JobName> jobs() {
        return state.sql("select job from mapping_drafts")
                .query((row, i) -> new JobName(row.getString(1)))
                .set();
    }

    Optional<Draft> find(JobName job) {
        return state.sql("select * from mapping_drafts where job = :job")
                .param("job", job.value())
                .query(ROW)
                .optional();
    }

    /** Begins one; where there is one already it stays. */
    void begin(JobName job, String text, String base, String by) {
        state.sql("""
                        insert into mapping_drafts (job, text, base, by_whom, at) values (:job, :text, :base, :by, :at)
                        on conflict do nothing
                        """)
                .param("job", job.value())
                .param("text", text)
                .param("base", base)
                .param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Changes one.
     *
     * @param edition the one that whoever changes it has seen
     * @throws HubException CONFLICT where somebody else has changed it since, or it is gone
     */
    void change(JobName job, int edition, String text, String by) {
        int changed = state.sql("""
                        update mapping_drafts set text = :text, edition = edition + 1, by_whom = :by, at = :at
                        where job = :job and edition = :edition
                        """)
                .param("job", job.value())
                .param("edition", edition)
                .param("text", text)
                .param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (changed == 0) {
            throw new HubException(
                    DraftError.CHANGED,
                    Map.of("job", job, "by", find(job).map(Draft::by).orElse("—")));
        }
    }

    /** Takes one away, with what its trials found. */
    void remove(JobName job) {
        state.sql("delete from mapping_drafts where job = :job")
                .param("job", job.value())
                .update();
        state.sql("delete from mapping_trials where job = :job and draft")
                .param("job", job.value())
                .update();
    }

    /** Takes one away that says what is in use by now: a file that somebody laid down. */
    void arrived(JobName job, String text) {
        int gone = state.sql("delete from mapping_drafts where job = :job and text = :text")
                .param("job", job.value())
                .param("text", text)
                .update();
        if (gone > 0) {
            remove(job);
        }
    }

    void tried(JobName job, Found found) {
        state.sql("""
                        insert into mapping_trials (job, draft, print, rows, refused, left_out, by_whom, at)
                        values (:job, :draft, :print, :rows, :refused, :leftOut, :by, :at)
                        on conflict (job, draft) do update set print = excluded.print, rows = excluded.rows,
                            refused = excluded.refused, left_out = excluded.left_out, by_whom = excluded.by_whom,
                            at = excluded.at
                        """)
                .param("job", job.value())
                .param("draft", found.draft())
                .param("print", found.print())
                .param("rows", found.rows())
                .param("refused", found.refused())
                .param("leftOut", found.leftOut())
                .param("by", found.by())
                .param("at", found.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What the newest trial of each job's draft, and of what is in use, found; the key ends in {@code +} for drafts. */
    Map<String, Found> found() {
        Map<String, Found> all = new TreeMap<>();
        state.sql("select * from mapping_trials")
                .query((row, i) -> all.put(
                        key(new JobName(row.getString("job")), row.getBoolean("draft")),
                        new Found(
                                row.getBoolean("draft"),
                                row.getString("print"),
                                row.getLong("rows"),
                                row.getLong("refused"),
                                row.getLong("left_out"),
                                row.getString("by_whom"),
                                row.getTimestamp("at").toInstant())))
                .list();
        return all;
    }

    /** What the newest trial of a text found; null where that text was never tried. */
    @Nullable
    Found found(JobName job, boolean draft, String text) {
        Found found = found().get(key(job, draft));
        return found == null || !found.print().equals(print(text)) ? null : found;
    }

    static String key(JobName job, boolean draft) {
        return job.value() + (draft ? "+" : "");
    }

    /** By which a text is known again. */
    static String print(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }
}
