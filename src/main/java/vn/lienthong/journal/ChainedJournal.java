package vn.lienthong.journal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
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
    private static final long LOCK = 0x6C69656E74686F6EL; // "lienthon"

    private final JdbcClient state;
    private final Links links;
    private final TransactionTemplate ownTransaction;
    private final TransactionTemplate callersTransaction;
    private final Clock clock;

    ChainedJournal(JdbcClient state, Links links, PlatformTransactionManager transactions, Clock clock) {
        this.state = state;
        this.links = links;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.callersTransaction = new TransactionTemplate(transactions);
    }

    @Override
    public void record(Entry entry) {
        ownTransaction.executeWithoutResult(status -> append(entry));
    }

    @Override
    public void recordWithin(Entry entry) {
        callersTransaction.executeWithoutResult(status -> append(entry));
    }

    /** The number of the first entry that does not fit the chain, or null when every entry does. */
    public @Nullable Long firstBreak() {
        ChainWalk walk = new ChainWalk();
        links.walk(Long.MAX_VALUE, walk);
        return walk.broken();
    }

    private void append(Entry entry) {
        state.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, i) -> 0)
                .single();
        Link last = links.last().orElse(null);
        byte[] previous = last == null ? Link.BEGINNING : last.hash();
        insert(
                Link.after(
                        previous,
                        last == null ? 1 : last.id() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        entry),
                previous);
    }

    private void insert(Link link, byte[] previous) {
        Entry entry = link.entry();
        state.sql("""
                        insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash)
                        values (:id, :at, :actor, :act, :subject, :outcome, :reason, :details::jsonb, :previous, :hash)
                        """)
                .param("id", link.id())
                .param("at", link.at().atOffset(ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("act", entry.act())
                .param("subject", entry.subject())
                .param("outcome", entry.outcome())
                .param("reason", entry.reason())
                .param("details", Link.details(entry.details()))
                .param("previous", previous)
                .param("hash", link.hash())
                .update();
    }
}
