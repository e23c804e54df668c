package vn.lienthong.api;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.HubApplication;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Secret;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.vault.Vault;

/**
 * A hub with many connectors and jobs, which says how it does and ends. Arguments: a folder with {@code home} in it, how many there are,
 * port and password of the server for its state, password of the source's server, {@code first} where it was never started before.
 */
final class ManyJobsHub {
    private static final List<String> PAGES = List.of("/", "/jobs", "/connectors", "/routes", "/jobs/pupils-1");
    private static final int TIMES = 9;

    private ManyJobsHub() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        ConfigurableApplicationContext hub = new SpringApplicationBuilder(HubApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lienthong.db.url=jdbc:postgresql://127.0.0.1:" + arguments[2] + "/hub",
                        "--lienthong.db.username=postgres",
                        "--lienthong.db.password=" + arguments[3],
                        "--lienthong.folders.home=" + folder.resolve("home"),
                        "--lienthong.folders.data=" + folder.resolve("data"));
        SyncJobs jobs = hub.getBean(SyncJobs.class);
        Connectors connectors = hub.getBean(Connectors.class);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> jobs.all().size() == count && connectors.all().size() == count + 1);
        String who = count + " jobs, " + arguments[5] + " start";
        long ready = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf("%s: ready after %,d ms, heap %,d MB%n", who, ready, heap());
        if (arguments[5].equals("first")) {
            Vault vault = hub.getBean(Vault.class);
            connectors
                    .all()
                    .forEach(connector -> vault.seal(connector.name().value(), "password", Secret.of(arguments[4])));
            rounds(hub, who, count);
        }
        pages(hub, who);
        hub.close();
        System.exit(0);
    }

    /** Each job has run so many times, on the whole. */
    private static void rounds(ConfigurableApplicationContext hub, String who, int count) {
        JdbcTemplate state = new JdbcTemplate(hub.getBean(DataSource.class));
        long since = System.nanoTime();
        for (int round = 1; round <= 3; round++) {
            int runs = round * count;
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofMinutes(30))
                    .until(() -> state.queryForObject(
                                    "select count(*) from sync_runs where state = 'DONE'", Integer.class)
                            >= runs);
            System.out.printf(
                    "%s: %,d runs done after %,d s, heap %,d MB, %d threads%n",
                    who,
                    runs,
                    Duration.ofNanos(System.nanoTime() - since).toSeconds(),
                    heap(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }

    private static void pages(ConfigurableApplicationContext hub, String who) throws Exception {
        int port = Integer.parseInt(hub.getEnvironment().getProperty("local.server.port"));
        SignedInReader reader = SignedInReader.enter(port, hub.getBean(SignInToken.class));
        for (String page : PAGES) {
            long[] millis = new long[TIMES];
            int letters = 0;
            for (int time = 0; time < TIMES; time++) {
                long since = System.nanoTime();
                String answer = reader.page(page);
                millis[time] = (System.nanoTime() - since) / 1_000_000;
                if (!answer.startsWith("200 ")) {
                    throw new IllegalStateException(answer.lines().findFirst().orElse(""));
                }
                letters = answer.length();
            }
            System.out.printf(
                    "%s: %-16s first %,5d ms, then median %,5d ms, %,d letters%n",
                    who,
                    page,
                    millis[0],
                    LongStream.of(millis)
                            .skip(1)
                            .sorted()
                            .skip((TIMES - 1) / 2)
                            .findFirst()
                            .orElse(0),
                    letters);
        }
    }

    /** Megabytes in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
