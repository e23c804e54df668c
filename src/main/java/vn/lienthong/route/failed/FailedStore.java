package vn.lienthong.route.failed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.RunFailure;

/** Failed exchanges in the hub's state. Of one route so many are kept and no more: a dead partner fills no disk. */
@Repository
class FailedStore {
    /** So many of one route wait at the utmost; what comes beyond is counted. */
    static final int MOST_OPEN = 500;

    /** So much they hold together, and one alone. */
    static final long MOST_BYTES = 64L << 20;

    private static final String WAITING = "('open', 'queued', 'replaying', 'unknown')";

    private static final String SHOWN = """
            id, route, agency, form, step, dataset, connector, code, problem_vi, problem_en, remedy_vi, remedy_en, asker, under,
            rows, content is not null as held, too_large, state, attempts, failed_at, last_at, overtaken_at, replay, ended_at,
            ended_by, decision
            """;

    private static final String WANTED = """
             from route_failed where agency = any (:agencies::text[])
                and (:route = '' or route = :route) and (:code = '' or code = :code)
                and (case when :state = '' then state in ('open', 'queued', 'replaying', 'unknown') else state = :state end)
                and (:from::timestamptz is null or last_at >= :from) and (:until::timestamptz is null or failed_at < :until)
                and (:mark::bigint is null or marks @> array[:mark::bigint])
                and (:overtaken or overtaken_at is null)
            """;

    private static final String REPEATABLE = " and state = 'open' and form = 'turn' and not too_large";

    private final JdbcClient state;

    FailedStore(JdbcClient state) {
        this.state = state;
    }

    /**
     * Keeps one, or counts it in with the one it is the same as.
     *
     * @param sealed what it holds
     * @param fold by what the same is known; null where each stands for itself
     * @return false where the route has too many already
     */
    boolean add(
            Failed failed, RunFailure why, long[] marks, byte @Nullable [] sealed, @Nullable String fold, Instant now) {
        boolean tooLarge = sealed != null && sealed.length > MOST_BYTES / 8;
        byte[] kept = tooLarge ? null : sealed;
        return state.sql("""
                        insert into route_failed as f (route, agency, form, step, dataset, connector, code, kind, problem_vi, problem_en,
                            remedy_vi, remedy_en, asker, under, rows, marks, fold, content, too_large, state, failed_at, last_at)
                        select :route, :agency, :form, :step, :dataset, :connector, :code, :kind, :vi, :en, :remedyVi, :remedyEn,
                            :asker, :under, :rows, :marks::bigint[], :fold, :content, :tooLarge, :state, :now, :now
                        from (select count(*) as open, coalesce(sum(length(content)), 0) as bytes from route_failed
                            where route = :route and state in %s) there
                        where there.open < :most and there.bytes + :bytes <= :mostBytes
                            or exists (select 1 from route_failed where route = :route and fold = :fold and state = 'open')
                        on conflict (route, fold) where state = 'open' and fold is not null do update set
                            attempts = f.attempts + 1, last_at = excluded.last_at, step = excluded.step, dataset = excluded.dataset,
                            connector = excluded.connector, code = excluded.code, kind = excluded.kind,
                            problem_vi = excluded.problem_vi, problem_en = excluded.problem_en,
                            remedy_vi = excluded.remedy_vi, remedy_en = excluded.remedy_en
                        """.formatted(WAITING))
                        .param("route", failed.route())
                        .param("agency", failed.agency().value())
                        .param("form", failed.asker() == null ? FailedExchange.TURN : FailedExchange.CALL)
                        .param("step", failed.step())
                        .param("dataset", failed.dataset())
                        .param("connector", why.connector())
                        .param("code", why.code())
                        .param("kind", why.kind().name())
                        .param("vi", why.problem().vi())
                        .param("en", why.problem().en())
                        .param("remedyVi", why.remedy().vi())
                        .param("remedyEn", why.remedy().en())
                        .param("asker", failed.asker())
                        .param("under", failed.under())
                        .param("rows", failed.rows())
                        .param("marks", array(marks))
                        .param("fold", fold)
                        .param("content", kept)
                        .param("bytes", kept == null ? 0 : kept.length)
                        .param("tooLarge", tooLarge)
                        .param("state", (failed.unknown() ? FailedState.UNKNOWN : FailedState.OPEN).code())
                        .param("most", MOST_OPEN)
                        .param("mostBytes", MOST_BYTES)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** As PostgreSQL writes an array. */
    private static String array(long[] marks) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < marks.length; i++) {
            text.append(i == 0 ? "" : ",").append(marks[i]);
        }
        return text.append('}').toString();
    }

    /** A later turn went through: what is held is older than what is there, and what only has to be begun anew is done. */
    void wentThrough(String route, Instant now) {
        state.sql("""
                        update route_failed set overtaken_at = :now where route = :route and form = 'turn' and overtaken_at is null
                            and content is not null and state in %s
                        """.formatted(WAITING))
                .param("route", route)
                .param("now", at(now))
                .update();
        state.sql("""
                        update route_failed set state = 'settled', ended_at = :now where route = :route and form = 'turn'
                            and content is null and not too_large and state = 'open'
                        """).param("route", route).param("now", at(now)).update();
    }

    /** Whoever asked came again and was answered. */
    void answered(String route, String fold, Instant now) {
        state.sql("""
                        update route_failed set state = 'settled', ended_at = :now
                        where route = :route and fold = :fold and state = 'open'
                        """)
                .param("route", route)
                .param("fold", fold)
                .param("now", at(now))
                .update();
    }

    /** The routes of which some wait. */
    List<String> waiting() {
        return state.sql("select distinct route from route_failed where state in " + WAITING)
                .query(String.class)
                .list();
    }

    /** The agencies that any of them are of. */
    List<String> agencies() {
        return state.sql("select distinct agency from route_failed")
                .query(String.class)
                .list();
    }

    private JdbcClient.StatementSpec wanted(String head, FailedQuery query, String tail) {
        return state.sql(head + WANTED + tail)
                .param("agencies", query.agencies().toArray(String[]::new))
                .param("route", query.route())
                .param("code", query.code())
                .param("state", query.state() == null ? "" : query.state().code())
                .param("from", query.from() == null ? null : at(query.from()))
                .param("until", query.until() == null ? null : at(query.until()))
                .param("mark", query.mark())
                .param("overtaken", query.overtaken());
    }

    /** Those that are wanted, the newest first. */
    List<FailedExchange> find(FailedQuery query, long before, int most) {
        return wanted("select " + SHOWN, query, " and id < :before order by id desc limit :most")
                .param("before", before)
                .param("most", most)
                .query((row, number) -> exchange(row))
                .list();
    }

    /** The newest that hold a mark, however they stand; of all routes where the route is empty. */
    List<FailedExchange> withMark(long mark, String route, Collection<String> agencies, int most) {
        return state.sql("select " + SHOWN + """
                         from route_failed where marks @> array[:mark::bigint] and agency = any (:agencies::text[])
                            and (:route = '' or route = :route)
                        order by last_at desc limit :most
                        """)
                .param("mark", mark)
                .param("route", route)
                .param("agencies", agencies.toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> exchange(row))
                .list();
    }

    /** Differs when what waits, or how it stands, becomes another. */
    String mark(List<String> agencies) {
        return state.sql("""
                        select state || count(*) || coalesce(max(last_at)::text, '') || max(id) from route_failed
                        where agency = any (:agencies::text[]) group by state order by state
                        """)
                .param("agencies", agencies.toArray(String[]::new))
                .query(String.class)
                .list()
                .toString();
    }

    /** Those of the wanted that can be taken up again, the oldest first. */
    List<FailedExchange> repeatable(FailedQuery query, int most) {
        return wanted("select " + SHOWN, query, REPEATABLE + " order by id limit :most")
                .param("most", most)
                .query((row, number) -> exchange(row))
                .list();
    }

    long countRepeatable(FailedQuery query) {
        return wanted("select count(*)", query, REPEATABLE).query(Long.class).single();
    }

    long count(FailedQuery query) {
        return wanted("select count(*)", query, "").query(Long.class).single();
    }

    Optional<FailedExchange> find(long id) {
        return state.sql("select " + SHOWN + " from route_failed where id = ?")
                .param(id)
                .query((row, number) -> exchange(row))
                .optional();
    }

    /** The codes among those that wait, for whoever chooses. */
    List<String> codes(Collection<String> agencies) {
        return state.sql("select distinct code from route_failed where agency = any (:agencies::text[]) and state in "
                        + WAITING + " order by 1")
                .param("agencies", agencies.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Ends one by a person's word; false where it does not wait for him any more. */
    boolean end(long id, FailedState as, String by, String decision, Instant now) {
        return state.sql("""
                        update route_failed set state = :as, ended_at = :now, ended_by = :by, decision = :decision, content = null,
                            fold = null where id = :id and state in ('open', 'unknown')
                        """)
                        .param("as", as.code())
                        .param("now", at(now))
                        .param("by", by)
                        .param("decision", decision)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static FailedExchange exchange(ResultSet row) throws SQLException {
        return new FailedExchange(
                row.getLong("id"),
                row.getString("route"),
                new AgencyCode(row.getString("agency")),
                row.getString("form"),
                row.getString("step"),
                row.getString("dataset"),
                row.getString("connector"),
                row.getString("code"),
                new Text(row.getString("problem_vi"), row.getString("problem_en")),
                new Text(row.getString("remedy_vi"), row.getString("remedy_en")),
                row.getString("asker"),
                row.getString("under"),
                row.getInt("rows"),
                row.getBoolean("held"),
                row.getBoolean("too_large"),
                FailedState.of(row.getString("state")),
                row.getInt("attempts"),
                moment(row, "failed_at"),
                moment(row, "last_at"),
                maybe(row, "overtaken_at"),
                row.getObject("replay", Long.class),
                maybe(row, "ended_at"),
                row.getString("ended_by"),
                row.getString("decision"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
