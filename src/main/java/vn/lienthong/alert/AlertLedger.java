package vn.lienthong.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;

/** Keeps what was noticed, opened and closed. */
final class AlertLedger {
    private static final TypeReference<List<Alert.Member>> MEMBERS = new TypeReference<>() {};

    private final JdbcClient state;
    private final ObjectMapper json;

    AlertLedger(JdbcClient state, ObjectMapper json) {
        this.state = state;
        this.json = json;
    }

    /**
     * Takes or keeps the turn to look, by the database's clock.
     *
     * @return whether this node has it; within a transaction no other gets it before its end
     */
    boolean mayLook(String node, Duration lease) {
        return state.sql("""
                        insert into alert_watch (node, until) values (:node, now() + :lease::interval)
                        on conflict (one) do update set node = excluded.node, until = excluded.until
                            where alert_watch.node = excluded.node or alert_watch.until < now()
                        """)
                        .param("node", node)
                        .param("lease", lease.toSeconds() + " seconds")
                        .update()
                > 0;
    }

    /** Lets another node look at once. */
    void leave(String node) {
        state.sql("delete from alert_watch where node = :node")
                .param("node", node)
                .update();
    }

    List<Noticed> noticed() {
        return state.sql("select * from alert_alerts where closed_at is null")
                .query((row, i) -> noticed(row))
                .list();
    }

    private Noticed noticed(ResultSet row) throws SQLException {
        return new Noticed(
                row.getLong("id"),
                row.getString("key"),
                members(row).stream().map(Alert.Member::name).collect(Collectors.toSet()),
                moment(row, "noticed_at").orElseThrow(),
                moment(row, "opened_at").isPresent(),
                moment(row, "calm_since").orElse(null));
    }

    Noticed notice(Group group, Instant now) {
        return state.sql("""
                        insert into alert_alerts (key, title_vi, title_en, agency, agencies, state, reason_vi, reason_en, page,
                            members, noticed_at)
                        values (:key, :titleVi, :titleEn, :agency, :agencies, :state, :vi, :en, :page, :members::jsonb, :now)
                        returning *
                        """)
                .param("key", group.root().name())
                .param("titleVi", group.root().title().vi())
                .param("titleEn", group.root().title().en())
                .param("agency", group.root().agency().value())
                .param("agencies", group.agencies().toArray(String[]::new))
                .param("state", group.state().name())
                .param("vi", group.reason().vi())
                .param("en", group.reason().en())
                .param("page", group.root().page())
                .param("members", written(group.members()))
                .param("now", at(now))
                .query((row, i) -> noticed(row))
                .single();
    }

    /** It goes on: reason and state are those of now, but what it was at its worst stays. Who was in it stays in it. */
    void lasts(Noticed noticed, Group group) {
        state.sql("""
                        update alert_alerts set calm_since = null, members = :members::jsonb, reason_vi = :vi, reason_en = :en,
                            state = case when state = 'FAILED' or state = 'WAITING' and :state = 'SLOW' then state else :state end,
                            agencies = (select array_agg(distinct one order by one) from unnest(agencies || :agencies) one)
                        where id = :id and (calm_since is not null or members <> :members::jsonb or reason_vi <> :vi
                            or not agencies @> :agencies::text[]
                            or state <> :state and state <> 'FAILED' and not (state = 'WAITING' and :state = 'SLOW'))
                        """)
                .param("members", written(group.members()))
                .param("vi", group.reason().vi())
                .param("en", group.reason().en())
                .param("state", group.state().name())
                .param("agencies", group.agencies().toArray(String[]::new))
                .param("id", noticed.number())
                .update();
    }

    void open(Noticed noticed, Instant now) {
        set("opened_at", noticed.number(), now);
    }

    void calms(Noticed noticed, Instant now) {
        set("calm_since", noticed.number(), now);
    }

    void close(Noticed noticed, Instant now) {
        set("closed_at", noticed.number(), now);
    }

    void escalated(long number, Instant now) {
        set("escalated_at", number, now);
    }

    private void set(String column, long number, Instant now) {
        state.sql("update alert_alerts set " + column + " = :now where id = :id")
                .param("now", at(now))
                .param("id", number)
                .update();
    }

    /** What passed before anybody was told was nothing. */
    void forget(Noticed noticed) {
        state.sql("delete from alert_alerts where id = :id and opened_at is null")
                .param("id", noticed.number())
                .update();
    }

    /** Somebody takes it on. False where it is over, or somebody has. */
    boolean take(long number, String by, @Nullable String words, Instant now) {
        return state.sql("""
                        update alert_alerts set taken_by = :by, taken_at = :now, taken_words = :words
                        where id = :id and opened_at is not null and closed_at is null and taken_by is null
                        """)
                        .param("by", by)
                        .param("now", at(now))
                        .param("words", words)
                        .param("id", number)
                        .update()
                > 0;
    }

    Optional<Alert> find(long number) {
        return state.sql("select * from alert_alerts where id = :id and opened_at is not null")
                .param("id", number)
                .query(this::alert)
                .optional();
    }

    Alert get(long number) {
        return find(number).orElseThrow();
    }

    /** Those that go on, the newest first. */
    List<Alert> open() {
        return state.sql("""
                        select * from alert_alerts where opened_at is not null and closed_at is null order by id desc
                        """).query(this::alert).list();
    }

    /** Those that are over, the newest first, from before a number on; null for the newest. */
    List<Alert> past(@Nullable Long before, int most) {
        return state.sql("""
                        select * from alert_alerts where opened_at is not null and closed_at is not null
                            and (:before::bigint is null or id < :before) order by id desc limit :most
                        """)
                .param("before", before)
                .param("most", most)
                .query(this::alert)
                .list();
    }

    private Alert alert(ResultSet row, int index) throws SQLException {
        String by = row.getString("taken_by");
        Instant takenAt = moment(row, "taken_at").orElse(null);
        return new Alert(
                row.getLong("id"),
                row.getString("key"),
                new Text(row.getString("title_vi"), row.getString("title_en")),
                new AgencyCode(row.getString("agency")),
                agencies(row.getArray("agencies")),
                Health.State.valueOf(row.getString("state")),
                new Text(row.getString("reason_vi"), row.getString("reason_en")),
                row.getString("page"),
                members(row),
                moment(row, "opened_at").orElseThrow(),
                moment(row, "closed_at").orElse(null),
                moment(row, "escalated_at").orElse(null),
                by == null || takenAt == null ? null : new Alert.Taken(by, takenAt, row.getString("taken_words")));
    }

    private static Set<AgencyCode> agencies(Array codes) throws SQLException {
        return Arrays.stream((String[]) codes.getArray()).map(AgencyCode::new).collect(Collectors.toSet());
    }

    private List<Alert.Member> members(ResultSet row) throws SQLException {
        try {
            return json.readValue(row.getString("members"), MEMBERS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String written(List<Alert.Member> members) {
        try {
            return json.writeValueAsString(members);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
