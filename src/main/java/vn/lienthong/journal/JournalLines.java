package vn.lienthong.journal;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The entries as people and programs read them, newest first. A search goes back in stretches and stops when it has taken long: it
 * says then how far it came, and goes on from there when asked.
 */
@Component
class JournalLines {
    private static final Duration LONG = Duration.ofMillis(600);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final long STRETCH = 200_000;
    private static final int WIDER = 4;
    private static final int PAGE = 1_000;
    /** Nodes do not agree on the time to the second, so that a moment does not tell a number exactly. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private static final String COLUMNS = "e.id, e.at, e.actor, e.act, e.subject, e.outcome, e.reason,"
            + " e.details::text as details, e.origin, e.agencies, e.under, e.person is not null as about_person,"
            + " encode(e.hash, 'hex') as hash";

    private final JdbcClient state;
    private final ObjectMapper json = new ObjectMapper();

    JournalLines(JdbcClient state) {
        this.state = state;
    }

    /**
     * An entry as it may be shown.
     *
     * @param origin the network address of whoever asked; null for what the hub did by itself
     * @param agencies the codes of those it concerns
     * @param under the approval or agreement it was done under
     * @param aboutPerson whether it touched one person's data
     * @param hash of the entry and the one before it, in hex
     */
    record Line(
            long id,
            OffsetDateTime at,
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason,
            Map<String, String> details,
            @Nullable String origin,
            List<String> agencies,
            @Nullable String under,
            boolean aboutPerson,
            String hash) {}

    /**
     * What was found.
     *
     * @param before handed in for what follows; null where nothing does
     * @param cut whether the search took long and stopped before the page was full
     */
    record Found(List<Line> lines, @Nullable Long before, boolean cut) {}

    /** A page of entries with a smaller number; null means from the newest on. */
    Found page(Asked asked, @Nullable Long before, int size) {
        Stretch whole = bounds(asked, before);
        List<Line> found = new ArrayList<>();
        long reached = collect(asked, whole, size + 1, System.nanoTime() + LONG.toNanos(), found);
        if (found.size() > size) {
            List<Line> lines = List.copyOf(found.subList(0, size));
            return new Found(lines, lines.get(size - 1).id(), false);
        }
        boolean cut = reached > whole.above();
        return new Found(List.copyOf(found), cut ? reached + 1 : null, cut);
    }

    /** Every entry that is looked for, newest first, however long it takes. */
    void each(Asked asked, Consumer<Line> taker) {
        Stretch whole = bounds(asked, null);
        Stretch rest = whole;
        List<Line> lines = new ArrayList<>();
        do {
            lines.clear();
            collect(asked, rest, PAGE, Long.MAX_VALUE, lines);
            lines.forEach(taker);
            rest = lines.isEmpty()
                    ? rest
                    : new Stretch(whole.above(), lines.get(lines.size() - 1).id() - 1);
        } while (lines.size() == PAGE);
    }

    /** Numbers above one and up to another. */
    private record Stretch(long above, long upTo) {}

    private Stretch bounds(Asked asked, @Nullable Long before) {
        long last = before == null ? last() : before - 1;
        if (asked.until() != null) {
            Instant until = asked.until().plus(CLOCKS_DIFFER);
            last = Math.min(
                    last, number("select id from journal_entries where at < ? order by at desc limit 1", until, 0));
        }
        long above = 0;
        if (asked.since() != null) {
            Instant since = asked.since().minus(CLOCKS_DIFFER);
            above = number("select id - 1 from journal_entries where at >= ? order by at limit 1", since, last);
        }
        return new Stretch(above, last);
    }

    private long number(String query, Instant moment, long none) {
        return state.sql(query)
                .param(moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(none);
    }

    /** Adds what is found until there is enough or the time is over; tells the number down to which nothing is left. */
    private long collect(Asked asked, Stretch whole, int most, long deadline, List<Line> found) {
        long upTo = whole.upTo();
        long wide = STRETCH;
        while (upTo > whole.above() && found.size() < most) {
            long begin = System.nanoTime();
            if (begin > deadline) {
                return upTo;
            }
            Stretch stretch = new Stretch(Math.max(whole.above(), upTo - wide), upTo);
            found.addAll(lines(asked, stretch, most - found.size()));
            upTo = stretch.above();
            wide = System.nanoTime() - begin < SHORT.toNanos() ? wide * WIDER : wide;
        }
        return upTo;
    }

    private List<Line> lines(Asked asked, Stretch stretch, int most) {
        LinesQuery query = LinesQuery.of(asked);
        return state.sql("select " + COLUMNS + query.text())
                .params(query.values())
                .param("above", stretch.above())
                .param("upTo", stretch.upTo())
                .param("most", most)
                .query(this::line)
                .list();
    }

    private Line line(ResultSet row, int number) throws SQLException {
        Array agencies = row.getArray("agencies");
        return new Line(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class),
                row.getString("actor"),
                row.getString("act"),
                row.getString("subject"),
                row.getString("outcome"),
                row.getString("reason"),
                details(row.getString("details")),
                row.getString("origin"),
                agencies == null ? List.of() : List.of((String[]) agencies.getArray()),
                row.getString("under"),
                row.getBoolean("about_person"),
                row.getString("hash"));
    }

    private Map<String, String> details(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException foreign) {
            return Map.of("", text); // was never written by the hub, and is shown as it is
        }
    }

    /** The acts that were ever recorded: one step in the index for each. */
    List<String> acts() {
        return state.sql("""
                        with recursive acts as (
                            (select act from journal_entries order by act limit 1)
                            union all
                            select (select e.act from journal_entries e where e.act > acts.act order by e.act limit 1)
                            from acts where acts.act is not null)
                        select act from acts where act is not null
                        """).query(String.class).list();
    }

    /** The number of the newest entry; 0 where there is none. */
    long last() {
        return state.sql("select id from journal_entries order by id desc limit 1")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
