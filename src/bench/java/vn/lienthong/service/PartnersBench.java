package vn.lienthong.service;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.vault.Vault;

/**
 * Whether a slow or dead partner harms the others: runs into twenty targets, turns of a hand-made route and answers of a service, in
 * rounds without and with three runs into a target that takes a row a second, three into one that accepts and never answers, and a
 * service and a hand-made route of that one, all asked for on and on. Arguments: pairs of rounds, seconds of a round; by default 3 and
 * 40.
 */
public final class PartnersBench {
    private static final int TARGETS = 20;
    private static final int ROWS = 500;
    private static final int PACE_MILLIS = 400;
    private static final AgencyCode CONSUMER = new AgencyCode("G26");

    private final ConfigurableApplicationContext hub;
    private final PartnersGround ground;
    private final JdbcTemplate csdl;
    private final RunControl control;
    private final Runs runs;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String token;
    private final ExecutorService hands = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "asking");
        thread.setDaemon(true);
        return thread;
    });

    private PartnersBench(ConfigurableApplicationContext hub, PartnersGround ground, JdbcTemplate csdl) {
        this.hub = hub;
        this.ground = ground;
        this.csdl = csdl;
        this.control = hub.getBean(RunControl.class);
        this.runs = hub.getBean(Runs.class);
        this.address = "http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port") + "/data/";
        ServiceCallers callers = hub.getBean(ServiceCallers.class);
        callers.add("bench", CONSUMER, null, "bench", Instant.now().plus(Duration.ofDays(1)));
        String secret = callers.addSecret("bench", "bench", Instant.now()).text();
        this.token = callers.issue(callers.secret("bench", secret).orElseThrow(), null).text();
    }

    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        Path folder = Files.createTempDirectory("lienthong-bench-partners");
        try (PostgresServer systems = PostgresServer.start(folder.resolve("systems"), Map.of("max_connections", "300"));
                PostgresServer state = PostgresServer.start(folder.resolve("state"), Map.of());
                PartnersGround ground = new PartnersGround(folder.resolve("home"), systems.port(), TARGETS)) {
            systems.createDatabase("csdl");
            state.createDatabase("hub");
            JdbcTemplate csdl = new JdbcTemplate(systems.database("csdl"));
            PartnersGround.fill(csdl, TARGETS, ROWS);
            ConfigurableApplicationContext hub = new SpringApplicationBuilder(HubApplication.class)
                    .run(
                            "--server.port=0",
                            "--management.server.port=0",
                            "--lienthong.db.url=jdbc:postgresql://127.0.0.1:" + state.port() + "/hub",
                            "--lienthong.db.username=" + state.user(),
                            "--lienthong.db.password=" + state.password(),
                            "--lienthong.folders.home=" + folder.resolve("home"),
                            "--lienthong.folders.data=" + folder.resolve("data"));
            Vault vault = hub.getBean(Vault.class);
            ground.connectors().forEach(name -> vault.seal(name, "password", Secret.of(systems.password())));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> hub.getBean(SyncJobs.class).all().size() == TARGETS + PartnersGround.TROUBLED
                            && hub.getBean(KnownServices.class).problems().isEmpty());
            new PartnersBench(hub, ground, csdl).measure(pairs, seconds);
            hub.close();
        } finally {
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
        System.exit(0);
    }

    /** What one round measured, in milliseconds, by what was measured. */
    private record Round(Map<String, List<Double>> millis) {
        double p95(String what) {
            return at(what, 0.95);
        }

        double at(String what, double share) {
            List<Double> sorted = millis.get(what).stream().sorted().toList();
            return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
        }
    }

    private void measure(int pairs, int seconds) throws Exception {
        round(false, Math.min(20, seconds)); // not counted: the first runs copy, and the machine is cold
        long before = heap();
        List<Round> calm = new ArrayList<>();
        List<Round> beside = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            calm.add(round(false, seconds));
            beside.add(round(true, seconds));
            System.out.printf("pair %d of %d: heap after a collection %,d MB%n", pair, pairs, heap());
        }
        System.out.printf("heap after a collection: %,d MB before, %,d MB after%n", before, heap());
        for (String what : calm.get(0).millis().keySet()) {
            double[] ratios = IntStream.range(0, pairs)
                    .mapToDouble(i -> beside.get(i).p95(what) / calm.get(i).p95(what))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%-22s p50 %,.0f / %,.0f ms, p95 %,.0f / %,.0f ms, p95 beside them %.2f times (%.2f to %.2f), %d / %d measured%n",
                    what,
                    calm.get(pairs / 2).at(what, 0.5),
                    beside.get(pairs / 2).at(what, 0.5),
                    calm.get(pairs / 2).p95(what),
                    beside.get(pairs / 2).p95(what),
                    ratios[pairs / 2],
                    ratios[0],
                    ratios[pairs - 1],
                    calm.stream().mapToInt(round -> round.millis().get(what).size()).sum(),
                    beside.stream().mapToInt(round -> round.millis().get(what).size()).sum());
        }
    }

    private Round round(boolean troubled, int seconds) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Long> troubles = new ArrayList<>();
        List<CompletableFuture<Void>> asking = new ArrayList<>();
        if (troubled) {
            ground.deadRoute(true);
            PartnersGround.troubledJobs().forEach(name -> troubles.add(control.start(name, "bench").id()));
            for (int i = 0; i < 4; i++) {
                asking.add(CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                ask("dead/v1", "{\"pupil_id\":1}");
                            }
                        },
                        hands));
            }
        }
        Instant since = csdl.queryForObject("select clock_timestamp()", Timestamp.class).toInstant();
        CompletableFuture<List<Double>> answers = CompletableFuture.supplyAsync(() -> answers(over), hands);
        List<Long> begun = new ArrayList<>();
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int next = 0; System.nanoTime() < until; next++) {
            begun.add(control.start(new JobName("into-" + (next % TARGETS + 1)), "bench").id());
            pause(PACE_MILLIS);
        }
        await().atMost(Duration.ofMinutes(10)).until(() -> begun.stream().noneMatch(id -> runs.get(id).state().active()));
        List<Double> gaps = csdl.queryForList("""
                        select extract(epoch from at - lag(at) over (order by at)) * 1000 from turns where at >= ?
                        """, Double.class, Timestamp.from(since)).stream()
                .filter(Objects::nonNull)
                .toList();
        over.set(true);
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        millis.put("runs", begun.stream().map(runs::get).map(PartnersBench::lasted).toList());
        millis.put("turns, one to the next", gaps);
        millis.put("answers of a service", answers.get());
        if (troubled) {
            ground.deadRoute(false);
            troubles.forEach(id -> control.cancel(id, "bench", "bench"));
            for (CompletableFuture<Void> one : asking) {
                one.get();
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> troubles.stream().noneMatch(id -> runs.get(id).state().active()));
        }
        return new Round(millis);
    }

    private static void pause(long millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static double lasted(Run run) {
        if (run.state() != RunState.DONE) {
            throw new IllegalStateException("run " + run.id() + " of " + run.job() + " is " + run.state());
        }
        return Duration.between(run.requested(), run.finished()).toNanos() / 1e6;
    }

    private List<Double> answers(AtomicBoolean over) {
        List<Double> millis = new ArrayList<>();
        while (!over.get()) {
            long since = System.nanoTime();
            int status = ask("there/v1", "{\"pupil_id\":" + (1 + millis.size() % ROWS) + "}");
            millis.add((System.nanoTime() - since) / 1e6);
            if (status != 200) {
                throw new IllegalStateException("the service answered with " + status);
            }
        }
        return millis;
    }

    private int ask(String service, String body) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address + service))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Megabytes in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
