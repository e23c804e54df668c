package vn.lienthong.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Retained;

/**
 * Removes once a day what has been kept long enough. It goes in pieces, each with its account in one transaction, so that it may be
 * stopped anywhere; of several nodes one does it. The journal itself is not among what it removes.
 */
@Component
class Purge implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final int PIECE = 5_000;
    private static final Duration DAILY = Duration.ofHours(23);
    /** Which advisory lock of the hub's database a purging node holds: "lt-purge" in bytes. */
    private static final long LOCK = 0x6c742d7075726765L;

    private final ObjectProvider<Retained> kinds;
    private final Terms terms;
    private final JdbcClient state;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Purge(
            ObjectProvider<Retained> kinds,
            Terms terms,
            JdbcClient state,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.kinds = kinds;
        this.terms = terms;
        this.state = state;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** When a kind was purged to its end, and how many went since it was taken up; what went before a break stands in the journal only. */
    record Last(Instant at, long removed) {}

    /** A wrong term is told at the start, not at night. */
    @Override
    public void afterSingletonsInstantiated() {
        all().forEach(terms::of);
    }

    List<Retained> all() {
        return kinds.orderedStream().toList();
    }

    /** Every hour, so that a hub that was off at some hour purges at the next one. */
    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void daily() {
        for (Retained kind : all()) {
            try {
                if (due(kind)) {
                    purge(kind);
                }
            } catch (RuntimeException failed) {
                LOG.warn("{} could not be purged and is tried again in an hour", kind.kind(), failed);
            }
        }
    }

    private boolean due(Retained kind) {
        return last(kind)
                .filter(last -> last.at().plus(DAILY).isAfter(clock.instant()))
                .isEmpty();
    }

    Optional<Last> last(Retained kind) {
        return state.sql("select purged_at, removed from retention_purges where kind = ?")
                .param(kind.kind())
                .query((row, number) -> new Last(
                        row.getObject("purged_at", OffsetDateTime.class).toInstant(), row.getLong("removed")))
                .optional();
    }

    private void purge(Retained kind) {
        Instant now = clock.instant();
        Instant before = now.minus(terms.of(kind));
        long removed = 0;
        int piece;
        do {
            long sofar = removed;
            piece = Objects.requireNonNull(transaction.execute(status -> piece(kind, before, now, sofar)));
            removed += piece;
        } while (piece == PIECE);
    }

    private int piece(Retained kind, Instant before, Instant now, long sofar) {
        boolean alone = state.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
        if (!alone || !due(kind)) { // another node purges it, or has since we looked
            return 0;
        }
        int removed = kind.purge(before, PIECE);
        if (removed > 0) {
            journal.recordWithin(new Journal.Entry(
                    "hub",
                    "retention.purged",
                    "retention/" + kind.kind(),
                    "done",
                    null,
                    Map.of("removed", "" + removed, "before", before.toString())));
        }
        if (removed < PIECE) { // before its end it stays due, so that a purge that was cut off goes on
            state.sql("""
                            insert into retention_purges (kind, purged_at, removed) values (?, ?, ?)
                            on conflict (kind) do update set purged_at = excluded.purged_at, removed = excluded.removed
                            """)
                    .params(kind.kind(), now.atOffset(ZoneOffset.UTC), sofar + removed)
                    .update();
        }
        return removed;
    }
}
