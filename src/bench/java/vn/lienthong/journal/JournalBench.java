package vn.lienthong.journal;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import vn.lienthong.kernel.Owned;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Origin;
import vn.lienthong.store.PostgresServer;

/**
 * How many entries the journal takes from many threads at once, beside single inserts of the same size that hold no chain, each
 * durable by itself, in one interleaved run. Arguments: seconds, rounds.
 */
public final class JournalBench {
    private static final int THREADS = 16;

    private JournalBench() {}

    private interface Act {
        void on(int thread);
    }

    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 10);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createTempDirectory("lienthong-bench-journal");
        try (PostgresServer server = PostgresServer.start(folder, Map.of())) {
            server.createDatabase("journal");
            try (HikariDataSource database = pool(server.database("journal"))) {
                Flyway.configure().dataSource(database).load().migrate();
                rounds(database, time, rounds);
            }
        }
        System.exit(0);
    }

    private static void rounds(DataSource database, Duration time, int rounds) throws InterruptedException {
        JdbcClient state = JdbcClient.create(database);
        state.sql("create table bare (id bigint generated always as identity primary key, at timestamptz, actor text, act text,"
                        + " subject text, outcome text, details jsonb, previous bytea, hash bytea)")
                .update();
        ChainedJournal journal = new ChainedJournal(new JdbcTemplate(database),
                new DataSourceTransactionManager(database),
                Clock.systemUTC(),
                Origin.OWN,
                BenchPersons.of(database),
                new Whom(new StaticListableBeanFactory().getBeanProvider(Owned.class)));
        for (int round = 1; round <= rounds; round++) {
            double bare = perSecond(time, thread -> bare(state, thread));
            double ours = perSecond(time, thread -> journal.record(entry(thread)));
            System.out.printf(
                    "round %d  journal %,7.0f entries/s  bare insert %,7.0f rows/s  ratio %.2f%n",
                    round, ours, bare, ours / bare);
        }
        ChainWalk walk = new ChainWalk(List.of());
        new Links(state).walk(Long.MAX_VALUE, walk);
        if (walk.broken() != null) {
            throw new IllegalStateException("the chain is broken");
        }
    }

    private static double perSecond(Duration time, Act act) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            Thread caller = new Thread(() -> {
                while (System.nanoTime() - begin < time.toNanos()) {
                    act.on(thread);
                    done.incrementAndGet();
                }
            });
            caller.start();
            threads.add(caller);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.get() * 1e9 / (System.nanoTime() - begin);
    }

    private static Journal.Entry entry(int thread) {
        return new Journal.Entry("person-" + thread, "row.seen", "quarantine/" + thread, "done", null, Map.of("job", "pupils"));
    }

    private static void bare(JdbcClient state, int thread) {
        state.sql("insert into bare (at, actor, act, subject, outcome, details, previous, hash)"
                        + " values (now(), ?, 'row.seen', ?, 'done', '{\"job\": \"pupils\"}', ?, ?)")
                .params("person-" + thread, "quarantine/" + thread, new byte[32], new byte[32])
                .update();
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(THREADS);
        return new HikariDataSource(config);
    }
}
