package vn.lienthong.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How calls ended, by agreement, program and five minutes; shared by all nodes. A node adds what it counted within a second, and before
 * it reads: whoever looks here sees its own calls at once, and those of other nodes a second later. What a node has not added when it is
 * killed is lost; the journal holds each call.
 */
@Component
class CallUses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallUses.class);
    private static final Duration SLOT = Duration.ofMinutes(5);

    /** All that was counted, also before programs were: of those calls the program is empty. */
    private static final String ALL = """
             (
                select agreement, since, program, found, missed, refused from service_program_uses
                union all select agreement, since, '', found, missed, refused from service_uses
            ) as uses (agreement, since, program, found, missed, refused)
            """;

    private static final String ADD = """
            insert into service_program_uses as one (agreement, since, program, found, missed, refused)
            select agreement, since::timestamptz, program, found, missed, refused
            from unnest(?, ?, ?, ?, ?, ?) as came (agreement, since, program, found, missed, refused),
                (select set_config('synchronous_commit', 'off', true)) as quick
            order by agreement, since, program
            on conflict (agreement, since, program) do update set found = one.found + excluded.found,
                missed = one.missed + excluded.missed, refused = one.refused + excluded.refused
            """;

    /** In the place of a program where people tried; no program can be called so. */
    static final String TRIED = "*";

    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Clock clock;
    private final Map<Slot, Count> waiting = new ConcurrentHashMap<>();
    private final Map<String, Count> counted = new ConcurrentHashMap<>();

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

        /** Also those that were refused. */
        public long all() {
            return answered() + refused;
        }
    }

    private record Slot(String agreement, Instant since, String program) {}

    /** @param program whose call it was, {@link #TRIED} where a person tried */
    void note(String agreement, String program, Count more) {
        waiting.merge(new Slot(agreement, slot(clock.instant()), program), more, Count::and);
        counted.merge(agreement, more, Count::and);
    }

    /** The calls under an agreement on this node since it started. */
    Count sinceStart(String agreement) {
        return counted.getOrDefault(agreement, Count.NONE);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void addLater() {
        try {
            add();
        } catch (RuntimeException failed) {
            LOG.warn("Calls cannot be added up for now: {}", Unwritten.why(failed));
        }
    }

    /** A hub that is put to rest in order loses nothing. */
    @Override
    public void close() {
        addLater();
    }

    /** What cannot be added stays counted. It does not wait for the disk: what is lost with the machine, the journal holds. */
    private synchronized void add() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return; // it could be undone
        }
        Map<Slot, Count> taken = new HashMap<>();
        for (Slot slot : waiting.keySet()) {
            Count count = waiting.remove(slot);
            if (count != null) {
                taken.put(slot, count);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        List<Map.Entry<Slot, Count>> all = List.copyOf(taken.entrySet());
        try {
            batches.update(
                    ADD,
                    all.stream().map(each -> each.getKey().agreement()).toArray(String[]::new),
                    all.stream().map(each -> each.getKey().since().toString()).toArray(String[]::new),
                    all.stream().map(each -> each.getKey().program()).toArray(String[]::new),
                    all.stream().map(each -> each.getValue().found()).toArray(Long[]::new),
                    all.stream().map(each -> each.getValue().missed()).toArray(Long[]::new),
                    all.stream().map(each -> each.getValue().refused()).toArray(Long[]::new));
        } catch (RuntimeException failed) {
            taken.forEach((slot, count) -> waiting.merge(slot, count, Count::and));
            throw failed;
        }
    }

    /**
     * The calls of the last while.
     *
     * @param after only slots that began after this moment; null for all
     */
    Count last(String agreement, Duration span, @Nullable Instant after) {
        add();
        Instant since = slot(clock.instant().minus(span));
        return state.sql("""
                        select coalesce(sum(found), 0) as found, coalesce(sum(missed), 0) as missed,
                            coalesce(sum(refused), 0) as refused
                        from
                        """ + ALL + " where agreement = :agreement and since > :since and since > :after")
                .param("agreement", agreement)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("after", (after == null ? Instant.EPOCH : after).atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Count(row.getLong("found"), row.getLong("missed"), row.getLong("refused")))
                .single();
    }

    /** The calls of the last days, by agreement. */
    Map<String, Count> all(int days) {
        add();
        Map<String, Count> all = new TreeMap<>();
        state.sql("""
                        select agreement, sum(found) as found, sum(missed) as missed, sum(refused) as refused
                        from
                        """ + ALL + " where since > :since group by agreement")
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
        byProgram(agreements, since)
                .values()
                .forEach(its -> its.forEach((day, count) -> days.merge(day, count, Count::and)));
        return days;
    }

    /** The same by program, in the order of their names; empty stands for calls before programs were counted. */
    Map<String, Map<LocalDate, Count>> byProgram(Collection<String> agreements, LocalDate since) {
        Map<String, Map<LocalDate, Count>> programs = new TreeMap<>();
        if (agreements.isEmpty()) {
            return programs;
        }
        add();
        state.sql("""
                        select program, (since at time zone 'Asia/Ho_Chi_Minh')::date as day, sum(found) as found,
                            sum(missed) as missed, sum(refused) as refused
                        from
                        """ + ALL + " where agreement in (:agreements) and since >= :since group by program, day")
                .param("agreements", agreements)
                .param("since", since.atStartOfDay(ServiceCall.ZONE).toOffsetDateTime())
                .query((row, i) -> programs.computeIfAbsent(row.getString("program"), name -> new TreeMap<>())
                        .put(
                                row.getObject("day", LocalDate.class),
                                new Count(row.getLong("found"), row.getLong("missed"), row.getLong("refused"))))
                .list();
        return programs;
    }

    private static Instant slot(Instant moment) {
        long seconds = SLOT.toSeconds();
        return Instant.ofEpochSecond(moment.getEpochSecond() / seconds * seconds);
    }
}
