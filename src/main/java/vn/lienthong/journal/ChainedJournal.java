package vn.lienthong.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;

/**
 * The journal in the hub's database. Each entry holds the SHA-256 of itself and the entry before it; one writer at a time, on all
 * nodes, so that there is one chain. An entry is durable when {@link #record} returns.
 */
@Component
public class ChainedJournal implements Journal {
    private final Links links;
    private final TransactionTemplate callersTransaction;
    private final Clock clock;
    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Together together;

    ChainedJournal(JdbcTemplate batches, Links links, PlatformTransactionManager transactions, Clock clock) {
        this.batches = batches;
        this.links = links;
        this.clock = clock;
        TransactionTemplate ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.callersTransaction = new TransactionTemplate(transactions);
        this.state = JdbcClient.create(batches);
        this.together = new Together(entries -> ownTransaction.executeWithoutResult(status -> append(entries)));
    }

    @Override
    public void record(Entry entry) {
        together.write(entry);
    }

    @Override
    public void recordWithin(Entry entry) {
        callersTransaction.executeWithoutResult(status -> append(List.of(entry)));
    }

    /** The number of the first entry that does not fit the chain, or null when every entry does. */
    public @Nullable Long firstBreak() {
        ChainWalk walk = new ChainWalk();
        links.walk(Long.MAX_VALUE, walk);
        return walk.broken();
    }

    /** What was recorded last; no hash where nothing was. */
    private record Tip(long id, byte @Nullable [] hash) {}

    private void append(List<Entry> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Tip tip = state.sql("select coalesce(id, 0) as id, hash from journal_tip(:month)")
                .param("month", LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1))
                .query(Tip.class)
                .single();
        long id = tip.id();
        byte[] previous = tip.hash() == null ? Link.BEGINNING : tip.hash();
        List<Object[]> rows = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Link link = Link.after(previous, ++id, now, entry);
            rows.add(row(link, previous));
            previous = link.hash();
        }
        batches.batchUpdate("""
                insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """, rows);
    }

    private static Object[] row(Link link, byte[] previous) {
        Entry entry = link.entry();
        return new Object[] {
            link.id(),
            link.at().atOffset(ZoneOffset.UTC),
            entry.actor(),
            entry.act(),
            entry.subject(),
            entry.outcome(),
            entry.reason(),
            Link.details(entry.details()),
            previous,
            link.hash()
        };
    }
}
