package vn.lienthong.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.store.Together;

/** How calls ended, by agreement and five minutes; shared by all nodes. Those of the same moment are added together. */
@Component
class CallUses {
    private static final Duration SLOT = Duration.ofMinutes(5);

    private static final String ADD = """
            insert into service_uses as one (agreement, since, found, missed, refused)
            select agreement, since::timestamptz, found, missed, refused
            from unnest(?, ?, ?, ?, ?) as came (agreement, since, found, missed, refused),
                (select set_config('synchronous_commit', 'off', true)) as quick
            order by agreement, since
            on conflict (agreement, since) do update set found = one.found + excluded.found,
                missed = one.missed + excluded.missed, refused = one.refused + excluded.refused
            """;

    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Clock clock;
    private final Together<Use, Use> together = new Together<>(this::add);

    CallUses(JdbcTemplate batches, Clock clock) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
        this.clock = clock;
    }

    /** Calls that found something, that found nothing, and that were refused. */
    record Count(long found, long missed, long refused) {
        static final Count NONE = new Count(0, 0, 0);

        Count and(Count more) {
            return new Count(found + more.found, missed + more.missed, refused + more.refused);
        }

        public long answered() {
            return found + missed;
        }
    }

    void note(String agreement, Count more) {
        together.ask(new Use(agreement, slot(clock.instant()), more));
    }

    /** Does not wait for the disk, for the reason that {@link AgreementLimits} gives. */
    private List<Use> add(List<Use> uses) {
        Map<String, Use> sums = new TreeMap<>();
        uses.forEach(use -> sums.merge(use.agreement() + " " + use.since(), use, Use::and));
        Collection<Use> all = sums.values();
        batches.update(
                ADD,
                all.stream().map(Use::agreement).toArray(String[]::new),
                all.stream().map(use -> use.since().toString()).toArray(String[]::new),
                all.stream().map(use -> use.count().found()).toArray(Long[]::new),
                all.stream().map(use -> use.count().missed()).toArray(Long[]::new),
                all.stream().map(use -> use.count().refused()).toArray(Long[]::new));
        return uses;
    }

    private record Use(String agreement, Instant since, Count count) {
        Use and(Use more) {
            return new Use(agreement, since, count.and(more.count));
        }
    }

    /**
     * The calls of the last while.
     *
     * @param after only slots that began after this moment; null for all
     */
    Count last(String agreement, Duration span, @Nullable Instant after) {
        Instant since = slot(clock.instant().minus(span));
        return state.sql("""
                        select coalesce(sum(found), 0) as found, coalesce(sum(missed), 0) as missed,
                            coalesce(sum(refused), 0) as refused
                        from service_uses where agreement = :agreement and since > :since and since > :after
                        """)
                .param("agreement", agreement)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("after", (after == null ? Instant.EPOCH : after).atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Count(row.getLong("found"), row.getLong("missed"), row.getLong("refused")))
                .single();
    }

    /** The calls of the last days, by agreement. */
    Map<String, Count> all(int days) {
        Map<String, Count> all = new TreeMap<>();
        state.sql("""
                        select agreement, sum(found) as found, sum(missed) as missed, sum(refused) as refused
                        from service_uses where since > :since group by agreement
                        """)
                .param("since", clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                .query((row, i) -> all.put(
                        row.getString("agreement"),
                        new Count(row.getLong("found"), row.getLong("missed"), row.getLong("refused"))))
                .list();
        return all;
    }

    /** The calls under some agreements on each day of Vietnam since one; days without any are left out. */
    Map<LocalDate, Count> daily(Collection<String> agreements, LocalDate since) {
        Map<LocalDate, Count> days = new TreeMap<>();
        if (agreements.isEmpty()) {
            return days;
        }
        state.sql("""
                        select (since at time zone 'Asia/Ho_Chi_Minh')::date as day, sum(found) as found,
                            sum(missed) as missed, sum(refused) as refused
                        from service_uses where agreement in (:agreements) and since >= :since group by day
                        """)
                .param("agreements", agreements)
                .param("since", since.atStartOfDay(ServiceCall.ZONE).toOffsetDateTime())
                .query((row, i) -> days.put(
                        row.getObject("day", LocalDate.class),
                        new Count(row.getLong("found"), row.getLong("missed"), row.getLong("refused"))))
                .list();
        return days;
    }

    private static Instant slot(Instant moment) {
        long seconds = SLOT.toSeconds();
        return Instant.ofEpochSecond(moment.getEpochSecond() / seconds * seconds);
    }
}
