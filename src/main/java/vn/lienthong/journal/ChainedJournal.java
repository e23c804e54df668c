package vn.lienthong.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Origin;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.Together;

/**
 * The journal in the hub's database. Each entry holds the SHA-256 of itself and the entry before it; one writer at a time, on all
 * nodes, so that there is one chain. An entry is durable when {@link #record} returns.
 */
@Component
public class ChainedJournal implements Journal {
    private final Origin origin;
    private final Persons persons;
    private final Whom whom;
    private final TransactionTemplate callersTransaction;
    private final Clock clock;
    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Consumer<List<Noted>> alone;
    private final BehindTheLast behind;
    private final Together<List<Noted>, Boolean> together;

    ChainedJournal(
            JdbcTemplate batches,
            PlatformTransactionManager transactions,
            Clock clock,
            Origin origin,
            Persons persons,
            Whom whom) {
        this.whom = whom;
        this.batches = batches;
        this.origin = origin;
        this.persons = persons;
        this.clock = clock;
        TransactionTemplate ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.callersTransaction = new TransactionTemplate(transactions);
        this.state = JdbcClient.create(batches);
        this.alone = entries -> ownTransaction.executeWithoutResult(status -> append(entries));
        this.behind = new BehindTheLast(batches, transactions, clock);
        this.together = new Together<>(asked -> {
            List<Noted> entries = asked.stream().flatMap(List::stream).toList();
            if (!behind.append(entries)) {
                alone.accept(entries);
            }
            return Collections.nCopies(asked.size(), true);
        });
    }

    @Override
    public void record(Entry entry) {
        together.ask(List.of(noted(entry)));
    }

    /** Records an entry about a person of whom only the keyed hash is at hand. */
    void recordAbout(String person, Entry entry) {
        together.ask(List.of(new Noted(whom.concerned(entry), Trace.of(origin.address(), person))));
    }

    @Override
    public void record(List<Entry> entries) {
        if (!entries.isEmpty()) {
            together.ask(entries.stream().map(this::noted).toList());
        }
    }

    @Override
    public void recordWithin(Entry entry) {
        Noted noted = noted(entry);
        callersTransaction.executeWithoutResult(status -> append(List.of(noted)));
    }

    @Override
    public void recordWithin(List<Entry> entries) {
        List<Noted> noted = entries.stream().map(this::noted).toList();
        callersTransaction.executeWithoutResult(status -> append(noted));
    }

    private Noted noted(Entry entry) {
        Secret person = entry.concern().person();
        return new Noted(
                whom.concerned(entry), Trace.of(origin.address(), person == null ? null : persons.mark(person)));
    }

    /** What was recorded last; no hash where nothing was. */
    private record Tip(long id, byte @Nullable [] hash) {}

    private void append(List<Noted> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Tip tip = state.sql("select coalesce(id, 0) as id, hash from journal_tip(:month)")
                .param("month", LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1))
                .query(Tip.class)
                .single();
        long id = tip.id();
        byte[] previous = tip.hash() == null ? Link.BEGINNING : tip.hash();
        List<Object[]> rows = new ArrayList<>(entries.size());
        List<String> agencies = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Noted noted : entries) {
            Link link = Link.after(previous, ++id, now, noted.entry(), noted.trace());
            rows.add(row(link, previous));
            for (String agency : noted.entry().concern().agencies()) {
                agencies.add(agency);
                ids.add(link.id());
            }
            previous = link.hash();
        }
        batches.batchUpdate("""
                insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash,
                    form, origin, agencies, under, person)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        if (!agencies.isEmpty()) {
            batches.update(
                    "insert into journal_agencies (agency, id, at) select agency, id, ? from unnest(?, ?) as one (agency, id)",
                    now.atOffset(ZoneOffset.UTC),
                    agencies.toArray(String[]::new),
                    ids.toArray(Long[]::new));
        }
    }

    private static Object[] row(Link link, byte[] previous) {
        Entry entry = link.entry();
        Trace trace = link.trace();
        Concern concern = entry.concern();
        return new Object[] {
            link.id(),
            moment(link),
            entry.actor(),
            entry.act(),
            entry.subject(),
            entry.outcome(),
            entry.reason(),
            Link.details(entry.details()),
            previous,
            link.hash(),
            trace.form(),
            trace.from(),
            concern.agencies().isEmpty() ? null : concern.agencies().toArray(String[]::new),
            concern.under(),
            trace.person() == null ? null : HexFormat.of().parseHex(trace.person())
        };
    }

    private static OffsetDateTime moment(Link link) {
        return link.at().atOffset(ZoneOffset.UTC);
    }
}
