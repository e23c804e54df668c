package vn.lienthong.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;

/** The outbox of a job in the hub's database. */
final class KeptOutbox implements Outbox {
    private final JdbcClient state;
    private final OutboxMarks marks;
    private final JobName job;
    private final Clock clock;
    private volatile long epoch;

    KeptOutbox(JdbcClient state, OutboxMarks marks, JobName job, Clock clock) {
        this.state = state;
        this.marks = marks;
        this.job = job;
        this.clock = clock;
    }

    @Override
    public UUID mark(String text) {
        return marks.of(text);
    }

    @Override
    public long takeOver() {
        epoch = state.sql("""
                        insert into connector_outbox_epochs (job, epoch) values (:job, 1)
                        on conflict (job) do update set epoch = connector_outbox_epochs.epoch + 1 returning epoch
                        """).param("job", job.value()).query(Long.class).single();
        return epoch;
    }

    @Override
    public Map<UUID, Entry> find(Collection<UUID> keys) {
        Map<UUID, Entry> found = new HashMap<>();
        state.sql("""
                        select key_mark, content_mark, arrived_mark, idempotency, state, changed_at, version
                        from connector_outbox
                        where job = :job and key_mark = any (cast(:keys as uuid[]))
                        """)
                .param("job", job.value())
                .param("keys", texts(keys, UUID::toString))
                .query((row, number) -> entry(row))
                .list()
                .forEach(entry -> found.put(entry.key(), entry));
        return found;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("key_mark", UUID.class),
                row.getObject("content_mark", UUID.class),
                row.getObject("arrived_mark", UUID.class),
                row.getObject("idempotency", UUID.class),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    @Override
    public void note(List<Entry> entries) {
        store(entries, 0);
    }

    @Override
    public void put(Entry entry, int again) {
        store(List.of(entry), again);
    }

    /** The lock on the epoch makes who takes over wait until this is stored, and see it. */
    private void store(List<Entry> entries, int again) {
        if (entries.isEmpty()) {
            return;
        }
        int stored = state.sql("""
                        insert into connector_outbox
                            (job, key_mark, content_mark, arrived_mark, idempotency, state, repeats, changed_at, seen_at,
                                version)
                        select :job, row.key, row.content, row.arrived, row.idempotency, row.state, greatest(:again, 0), :now, :now,
                            row.version
                        from (select epoch from connector_outbox_epochs where job = :job and epoch = :epoch for share) ours,
                            unnest(cast(:keys as uuid[]), cast(:contents as uuid[]), cast(:arrived as uuid[]),
                                cast(:idempotencies as uuid[]), cast(:states as text[]), cast(:versions as bigint[]))
                                as row (key, content, arrived, idempotency, state, version)
                        on conflict (job, key_mark) do update set content_mark = excluded.content_mark,
                            arrived_mark = excluded.arrived_mark, idempotency = excluded.idempotency, state = excluded.state,
                            repeats = greatest(connector_outbox.repeats + :again, 0), changed_at = excluded.changed_at,
                            seen_at = excluded.seen_at, version = excluded.version
                        """)
                .param("job", job.value())
                .param("epoch", epoch)
                .param("again", again)
                .param("now", now())
                .param("keys", texts(entries, entry -> entry.key().toString()))
                .param("contents", texts(entries, entry -> entry.content().toString()))
                .param(
                        "arrived",
                        texts(
                                entries,
                                entry -> entry.arrived() == null
                                        ? null
                                        : entry.arrived().toString()))
                .param("idempotencies", texts(entries, entry -> entry.idempotency()
                        .toString()))
                .param("states", texts(entries, entry -> entry.state().name().toLowerCase(Locale.ROOT)))
                .param("versions", texts(entries, entry -> String.valueOf(entry.version())))
                .update();
        if (stored == 0) {
            throw superseded();
        }
    }

    @Override
    public void fence() {
        long ours = state.sql("select count(*) from connector_outbox_epochs where job = :job and epoch = :epoch")
                .param("job", job.value())
                .param("epoch", epoch)
                .query(Long.class)
                .single();
        if (ours == 0) {
            throw superseded();
        }
    }

    private HubException superseded() {
        return new HubException(ConnectorError.SUPERSEDED_WRITER, Map.of("job", job));
    }

    @Override
    public void seen(Collection<UUID> keys) {
        state.sql("""
                        update connector_outbox set seen_at = :now where job = :job
                        and key_mark = any (cast(:keys as uuid[])) and seen_at < :yesterday
                        """)
                .param("job", job.value())
                .param("keys", texts(keys, UUID::toString))
                .param("now", now())
                .param("yesterday", now().minusDays(1))
                .update();
    }

    @Override
    public long arrived() {
        return state.sql("select count(*) from connector_outbox where job = :job and arrived_mark is not null")
                .param("job", job.value())
                .query(Long.class)
                .single();
    }

    @Override
    public void forget(Collection<UUID> keys) {
        state.sql("delete from connector_outbox where job = :job and key_mark = any (cast(:keys as uuid[]))")
                .param("job", job.value())
                .param("keys", texts(keys, UUID::toString))
                .update();
    }

    @Override
    public Standing standing() {
        return state.sql("""
                        select count(*) filter (where state in ('sent', 'unknown')) as unknown,
                            coalesce(sum(repeats), 0) as repeated
                        from connector_outbox where job = :job
                        """)
                .param("job", job.value())
                .query((row, number) -> new Standing(row.getLong("unknown"), row.getLong("repeated")))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static <T> String[] texts(Collection<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }
}
