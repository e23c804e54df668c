package vn.lienthong.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;

/**
 * Adds entries to the chain in one way to the database, where asking for its end, two inserts and the commit are four. It remembers the
 * end that it made; the database adds nothing where that is not the end any more, and tells which is. One thread at a time.
 */
final class BehindTheLast {
    /** Where others write as well, it is as quick to let nobody else in first. */
    private static final int TRIES = 2;

    private static final String APPEND = """
            select id, hash
            from journal_append(?, ?, ?, ?, ?, ?::smallint, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate state;
    private final TransactionTemplate noTransaction;
    private final Clock clock;
    private @Nullable End end;

    BehindTheLast(JdbcTemplate state, PlatformTransactionManager transactions, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.noTransaction = new TransactionTemplate(transactions);
        // the statement is a transaction of its own, and durable when it returns; never part of the one of whoever
        // leads
        this.noTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** The end of the chain; no hash where there is none yet. */
    private record End(long id, byte @Nullable [] hash) {}

    /** Adds them all, durably, or none; false where others wrote each time, and nothing is added. */
    boolean append(List<Noted> entries) {
        @Nullable End known = end;
        end = null; // after a failure nobody knows whether it was written
        known = known == null ? new End(0, null) : known;
        for (int tries = 0; tries < TRIES; tries++) {
            End from = known;
            List<Link> links = links(from, entries);
            End other = Objects.requireNonNull(noTransaction.execute(status -> sent(from, links)));
            if (other.id() < 0) {
                Link last = links.get(links.size() - 1);
                end = new End(last.id(), last.hash());
                return true;
            }
            known = other;
        }
        end = known;
        return false;
    }

    private List<Link> links(End from, List<Noted> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Link> links = new ArrayList<>(entries.size());
        byte[] previous = from.hash() == null ? Link.BEGINNING : from.hash();
        long id = from.id();
        for (Noted noted : entries) {
            Link link = Link.after(previous, ++id, now, noted.entry(), noted.trace());
            links.add(link);
            previous = link.hash();
        }
        return links;
    }

    /** The end that is another one; below zero where they were added. */
    private End sent(End from, List<Link> links) {
        Instant now = links.get(0).at();
        return Objects.requireNonNull(state.queryForObject(
                APPEND,
                (row, number) -> row.getObject("id") == null
                        ? new End(-1, null)
                        : new End(row.getLong("id"), row.getBytes("hash")),
                LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1),
                from.id(),
                from.hash(),
                Link.BEGINNING,
                now.atOffset(ZoneOffset.UTC),
                Trace.FORM,
                texts(links, link -> link.entry().actor()),
                texts(links, link -> link.entry().act()),
                texts(links, link -> link.entry().subject()),
                texts(links, link -> link.entry().outcome()),
                texts(links, link -> link.entry().reason()),
                texts(links, link -> Link.details(link.entry().details())),
                links.stream().map(Link::hash).toArray(byte[][]::new),
                texts(links, link -> link.trace().from()),
                texts(links, link -> agencies(link.entry().concern())),
                texts(links, link -> link.entry().concern().under()),
                links.stream().map(link -> person(link.trace())).toArray(byte[][]::new)));
    }

    private static @Nullable String[] texts(List<Link> links, Function<Link, @Nullable String> part) {
        return links.stream().map(part).toArray(String[]::new);
    }

    /** No code has a comma in it. */
    private static @Nullable String agencies(Journal.Concern concern) {
        return concern.agencies().isEmpty() ? null : String.join(",", concern.agencies());
    }

    private static byte @Nullable [] person(Trace trace) {
        return trace.person() == null ? null : HexFormat.of().parseHex(trace.person());
    }
}
