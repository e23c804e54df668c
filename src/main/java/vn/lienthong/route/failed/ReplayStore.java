package vn.lienthong.route.failed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.lienthong.sync.RunFailure;

/**
 * Which failed exchanges are taken up again, and by whom. One of a route at a time and the oldest first, on whichever node; a lease by
 * the database's clock says who has it, and whoever lost it can keep nothing more.
 */
@Repository
class ReplayStore {
    /** So many are taken up again at a time. */
    static final int MOST = 200;

    private static final long ONE_AT_A_TIME = 5_120_441_903_772_166_917L;

    private final JdbcClient state;

    ReplayStore(JdbcClient state) {
        this.state = state;
    }

    /**
     * One to be taken up.
     *
     * @param content as it is sealed
     */
    record Taken(
            long id,
            String route,
            byte @Nullable [] content,
            UUID lease,
            @Nullable Long replay) {}

    /** How a replay gets on. */
    record Progress(long id, String by, String reason, Instant asked, int count, int waiting, int done, int failed) {}

    /**
     * What was put in the queue.
     *
     * @param count of those wanted how many still waited
     */
    record Queued(long replay, int count) {}

    /** A replay of these, as far as they wait. In the caller's transaction. */
    Queued begin(Collection<Long> ids, String by, String reason, Instant now) {
        long replay = state.sql("""
                        insert into route_replays (by_whom, reason, asked_at, count) values (:by, :reason, :now, 0) returning id
                        """)
                .param("by", by)
                .param("reason", reason)
                .param("now", FailedStore.at(now))
                .query(Long.class)
                .single();
        int count = state.sql("""
                        update route_failed set state = 'queued', replay = :replay, fold = null
                        where id = any (:ids::bigint[]) and state in ('open', 'unknown') and form = 'turn' and not too_large
                        """)
                .param("replay", replay)
                .param("ids", ids.toArray(Long[]::new))
                .update();
        state.sql("update route_replays set count = :count where id = :replay")
                .param("count", count)
                .param("replay", replay)
                .update();
        return new Queued(replay, count);
    }

    /** Takes the next one; empty where there is none for now. */
    @Transactional
    public Optional<Taken> take() {
        state.sql("select pg_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query()
                .singleRow();
        UUID lease = UUID.randomUUID();
        return state.sql("""
                        update route_failed set state = 'replaying', lease = :lease, leased_until = now() + interval '60 seconds'
                        where id = (select id from route_failed f where state = 'queued' and not exists (select 1
                            from route_failed o where o.route = f.route and o.state = 'replaying') order by id limit 1)
                        returning id, route, content, replay
                        """)
                .param("lease", lease)
                .query((row, number) -> new Taken(
                        row.getLong("id"),
                        row.getString("route"),
                        row.getBytes("content"),
                        lease,
                        row.getObject("replay", Long.class)))
                .optional();
    }

    /** It goes on; false where another node has it now. */
    boolean keep(Taken taken, byte[] sealed) {
        return state.sql("""
                        update route_failed set content = :content, leased_until = now() + interval '60 seconds'
                        where id = :id and lease = :lease and state = 'replaying'
                        """)
                        .param("content", sealed)
                        .param("id", taken.id())
                        .param("lease", taken.lease())
                        .update()
                == 1;
    }

    /** Those at work on this node go on. */
    void renew(Collection<Taken> taken) {
        taken.forEach(one ->
                state.sql("""
                        update route_failed set leased_until = now() + interval '60 seconds'
                        where id = :id and lease = :lease and state = 'replaying'
                        """).param("id", one.id()).param("lease", one.lease()).update());
    }

    /** It went through. */
    boolean wentThrough(Taken taken, Instant now) {
        return state.sql("""
                        update route_failed set state = 'replayed', ended_at = :now, content = null, lease = null,
                            ended_by = (select by_whom from route_replays r where r.id = route_failed.replay),
                            decision = (select reason from route_replays r where r.id = route_failed.replay)
                        where id = :id and lease = :lease and state = 'replaying'
                        """)
                        .param("now", FailedStore.at(now))
                        .param("id", taken.id())
                        .param("lease", taken.lease())
                        .update()
                == 1;
    }

    /** It failed again, and waits for a person. */
    boolean failedAgain(
            Taken taken, RunFailure why, @Nullable Failed how, byte @Nullable [] sealed, FailedState as, Instant now) {
        return state.sql("""
                        update route_failed set state = :as, attempts = attempts + 1, last_at = :now, lease = null,
                            step = coalesce(:step, step), dataset = coalesce(:dataset, dataset), connector = :connector, code = :code,
                            kind = :kind, problem_vi = :vi, problem_en = :en, remedy_vi = :remedyVi, remedy_en = :remedyEn,
                            content = coalesce(:content, content)
                        where id = :id and lease = :lease and state = 'replaying'
                        """)
                        .param("as", as.code())
                        .param("now", FailedStore.at(now))
                        .param("step", how == null ? null : how.step())
                        .param("dataset", how == null ? null : how.dataset())
                        .param("connector", why.connector())
                        .param("code", why.code())
                        .param("kind", why.kind().name())
                        .param("vi", why.problem().vi())
                        .param("en", why.problem().en())
                        .param("remedyVi", why.remedy().vi())
                        .param("remedyEn", why.remedy().en())
                        .param("content", sealed)
                        .param("id", taken.id())
                        .param("lease", taken.lease())
                        .update()
                == 1;
    }

    /** What waits behind one that failed for a reason that holds for all of its route waits for a person again. */
    int putBack(String route) {
        return state.sql("update route_failed set state = 'open' where route = ? and state = 'queued'")
                .param(route)
                .update();
    }

    /** Those whose node died; they are this caller's from now on. */
    @Transactional
    public Optional<Taken> died() {
        UUID lease = UUID.randomUUID();
        return state.sql("""
                        update route_failed set lease = :lease, leased_until = now() + interval '60 seconds' where id = (
                            select id from route_failed where state = 'replaying' and leased_until < now()
                            order by id limit 1 for update skip locked)
                        returning id, route, content, replay
                        """)
                .param("lease", lease)
                .query((row, number) -> new Taken(
                        row.getLong("id"),
                        row.getString("route"),
                        row.getBytes("content"),
                        lease,
                        row.getObject("replay", Long.class)))
                .optional();
    }

    /** What is held of one that waits; empty where nothing is. */
    Optional<byte[]> content(long id) {
        return state.sql("select content from route_failed where id = ? and content is not null")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    /** Puts another content in the place of one that waits. */
    void replace(long id, byte[] sealed) {
        state.sql("update route_failed set content = :content where id = :id and state in ('open', 'unknown')")
                .param("content", sealed)
                .param("id", id)
                .update();
    }

    /** How one gets on, of these agencies; empty where it has none of theirs. */
    Optional<Progress> progress(long replay, List<String> agencies) {
        return state.sql("""
                        select r.id, r.by_whom, r.reason, r.asked_at, r.count,
                            count(*) filter (where f.state in ('queued', 'replaying')) as waiting,
                            count(*) filter (where f.state = 'replayed') as done,
                            count(*) filter (where f.state in ('open', 'unknown')) as failed
                        from route_replays r join route_failed f on f.replay = r.id
                        where r.id = :replay and f.agency = any (:agencies::text[]) group by r.id
                        """)
                .param("replay", replay)
                .param("agencies", agencies.toArray(String[]::new))
                .query((row, number) -> new Progress(
                        row.getLong("id"),
                        row.getString("by_whom"),
                        row.getString("reason"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getInt("count"),
                        row.getInt("waiting"),
                        row.getInt("done"),
                        row.getInt("failed")))
                .optional();
    }

    /** The newest replay of which something is under way; empty where none is. */
    Optional<Progress> underWay(List<String> agencies) {
        return state.sql("""
                        select max(replay) from route_failed where state in ('queued', 'replaying') and agency = any (:agencies::text[])
                        """)
                .param("agencies", agencies.toArray(String[]::new))
                .query(Long.class)
                .optional()
                .flatMap(replay -> progress(replay, agencies));
    }
}
