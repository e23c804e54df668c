package vn.lienthong.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.PostgresServer;

/**
 * How long searches of the journal take among many entries of two years. The entries are laid directly and hold no chain, since
 * searching does not look at it. Arguments: entries, rounds.
 */
public final class JournalSearchBench {
    private static final Instant BEGIN = Instant.parse("2024-12-01T00:00:00Z");
    private static final int MONTHS = 24;

    private JournalSearchBench() {}

    public static void main(String[] arguments) throws Exception {
        long entries = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path folder = Files.createTempDirectory("lienthong-bench-journal");
        try (PostgresServer server = PostgresServer.start(folder, Map.of())) {
            server.createDatabase("journal");
            try (HikariDataSource database = pool(server.database("journal"))) {
                Flyway.configure().dataSource(database).load().migrate();
                JdbcClient state = JdbcClient.create(database);
                long begin = System.nanoTime();
                lay(state, entries);
                System.out.printf("%,d entries laid in %d s, %s%n", entries, (System.nanoTime() - begin) / 1_000_000_000, size(state));
                measure(new JournalLines(state), rounds);
            }
        }
        System.exit(0);
    }

    /** 200 people, 24 acts, 5,000 things, 63 agencies; one entry in 50 is about one of 100,000 persons, one in 1,000 was refused. */
    private static void lay(JdbcClient state, long entries) {
        for (int month = 0; month < MONTHS; month++) {
            String first = BEGIN.atOffset(ZoneOffset.UTC).plusMonths(month).toLocalDate().toString();
            state.sql("select journal_month('journal_entries', ?::date), journal_month('journal_agencies', ?::date)")
                    .params(first, first)
                    .query()
                    .listOfRows();
        }
        state.sql("""
                        insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash, form, origin,
                            agencies, under, person)
                        select id, '2024-12-01T00:00Z'::timestamptz + id * (interval '729 days' / :entries),
                            case when id % 3 = 0 then 'schedule' else 'person-' || hashint8(id) % 100 end,
                            'act.' || abs(hashint8(id + 1)) % 24, 'job/' || abs(hashint8(id + 2)) % 5000,
                            case when hashint8(id + 3) % 1000 = 0 then 'refused' else 'done' end, null, '{"job": "pupils"}',
                            sha256(int8send(id)), sha256(int8send(id + 1)), 2, '10.0.0.' || id % 250,
                            case when id % 2 = 0 then array['H' || lpad((abs(hashint8(id + 4)) % 63)::text, 2, '0')] end, null,
                            case when id % 50 = 0 then substr(sha256(int8send(id % 5000000)), 1, 16) end
                        from generate_series(1, :entries) id
                        """).param("entries", entries).update();
        state.sql("insert into journal_agencies select agencies[1], id, at from journal_entries where agencies is not null").update();
        state.sql("analyze journal_entries").update();
        state.sql("analyze journal_agencies").update();
    }

    private static void measure(JournalLines lines, int rounds) {
        Map<String, Asked> searches = new LinkedHashMap<>();
        searches.put("the newest", Asked.ANYTHING);
        searches.put("an actor", asked("person-17", null, null, null, null, null, null));
        searches.put("an actor who is not there", asked("nobody", null, null, null, null, null, null));
        searches.put("an act", asked(null, "act.7", null, null, null, null, null));
        searches.put("a thing", asked(null, null, "job/4711", null, null, null, null));
        searches.put("an agency", asked(null, null, null, null, null, null, "H26"));
        searches.put("what was refused", asked(null, null, null, Asked.Outcome.REFUSED, null, null, null));
        searches.put("a day of the first month", asked(null, null, null, null, day(12), day(13), null));
        searches.put("an actor in an old month", asked("person-17", null, null, null, day(31), day(61), null));
        searches.put("actor, act and thing", asked("person-17", "act.7", "job/4711", null, null, null, null));
        searches.put("actor, act, refused, agency", asked("person-17", "act.7", null, Asked.Outcome.REFUSED, null, null, "H26"));
        searches.put("two frequent ones that never meet", asked("schedule", "act.7", "job/none", null, null, null, null));
        searches.put("who saw this person", Asked.about(hash()));
        searches.put("who saw a person nobody saw", Asked.about("00".repeat(16)));
        searches.forEach((name, asked) -> measure(lines, name, asked, rounds));
    }

    private static void measure(JournalLines lines, String name, Asked asked, int rounds) {
        long[] times = new long[rounds];
        JournalLines.Found found = null;
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            found = lines.page(asked, null, 50);
            times[round] = (System.nanoTime() - begin) / 1_000_000;
        }
        long first = times[0];
        Arrays.sort(times);
        System.out.printf(
                "%-36s first %4d ms, median %4d ms, most %4d ms; %d found%s%n",
                name, first, times[rounds / 2], times[rounds - 1], found.lines().size(), found.cut() ? ", search not at its end" : "");
    }

    /** A person that the bench laid. */
    private static String hash() {
        return HexFormat.of().formatHex(Arrays.copyOf(Link.sha256().digest(ByteBuffer.allocate(8).putLong(50).array()), 16));
    }

    private static Instant day(int day) {
        return BEGIN.plusSeconds(86_400L * day);
    }

    private static Asked asked(
            @Nullable String actor,
            @Nullable String act,
            @Nullable String subject,
            Asked.@Nullable Outcome outcome,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String agency) {
        return new Asked(actor, act, subject, outcome, since, until, agency, null, null, Set.of());
    }

    private static String size(JdbcClient state) {
        return state.sql("""
                        select pg_size_pretty(sum(pg_table_size(oid))) || ' of tables, ' || pg_size_pretty(sum(pg_indexes_size(oid)))
                            || ' of indexes' from pg_class where relkind = 'r' and relname like 'journal\\_%'
                        """).query(String.class).single();
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
