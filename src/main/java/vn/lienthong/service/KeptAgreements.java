package vn.lienthong.service;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The agreements that were approved in the hub, as they were written. */
@Component
class KeptAgreements {
    private final JdbcClient state;
    private final Clock clock;

    KeptAgreements(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Those that nobody has ended: YAML by name. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        state.sql("select name, yaml from service_agreements where ended_at is null")
                .query((row, i) -> all.put(row.getString(1), row.getString(2)))
                .list();
        return all;
    }

    void add(String name, String yaml, String by) {
        state.sql("""
                        insert into service_agreements (name, yaml, approved_by, approved_at)
                        values (:name, :yaml, :by, :now)
                        """)
                .param("name", name)
                .param("yaml", yaml)
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * One of a name, as it was or is.
     *
     * @param endedBy who ended it or approved what took its place; null while it counts
     * @param renewed whether another one took its place
     */
    record Version(
            String name,
            String yaml,
            String approvedBy,
            Instant approvedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            boolean renewed) {}

    /** All of a name, the newest first. */
    List<Version> versions(String name) {
        return versions("where name = :name order by id desc", name);
    }

    /** The last of each name that nobody can use any more, the newest first. */
    List<Version> ended() {
        return versions("""
                where ended_at is not null and not renewed
                    and not exists (select 1 from service_agreements later where later.name = service_agreements.name
                        and later.id > service_agreements.id)
                order by ended_at desc limit 200
                """, "");
    }

    private List<Version> versions(String which, String name) {
        return state.sql("select name, yaml, approved_by, approved_at, ended_by, ended_at, renewed"
                        + " from service_agreements " + which)
                .param("name", name)
                .query((row, i) -> {
                    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
                    return new Version(
                            row.getString("name"),
                            row.getString("yaml"),
                            row.getString("approved_by"),
                            row.getObject("approved_at", OffsetDateTime.class).toInstant(),
                            row.getString("ended_by"),
                            ended == null ? null : ended.toInstant(),
                            row.getBoolean("renewed"));
                })
                .list();
    }

    void end(String name, String by) {
        end(name, by, false);
    }

    /** Ends the one of a name that counts, where another one takes its place. */
    void giveWay(String name, String by) {
        end(name, by, true);
    }

    private void end(String name, String by, boolean renewed) {
        state.sql("""
                        update service_agreements set ended_by = :by, ended_at = :now, renewed = :renewed
                        where name = :name and ended_at is null
                        """)
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("name", name)
                .param("renewed", renewed)
                .update();
    }
}
