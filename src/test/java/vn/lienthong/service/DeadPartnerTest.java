package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.Dripping;

/**
 * Promise P10: a partner who accepts and never answers, who drips, or who refuses, harms nobody else. It is not timed: others are asked
 * for as long as questions to him are under way, and have all to be answered meanwhile.
 */
class DeadPartnerTest extends ServiceGround {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 6;
    private static final List<String> DEAD = List.of("dead-silent", "dead-dripping", "dead-refusing");

    @Autowired
    Partners partners;

    @Autowired
    SyncJobs jobs;

    @Autowired
    RunControl control;

    @Autowired
    Runs runs;

    private Silent silent;
    private Dripping dripping;

    DeadPartnerTest() {
        super("bhxh-dead");
    }

    /** A server that accepts, and never says a word. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final List<Socket> callers = new CopyOnWriteArrayList<>();
        private final AtomicInteger came = new AtomicInteger();

        Silent() throws IOException {
            Aside.run(() -> {
                while (!door.isClosed()) {
                    try {
                        callers.add(door.accept());
                        came.incrementAndGet();
                    } catch (IOException closed) {
                        return; // the test is over
                    }
                }
            });
        }

        @Override
        public void close() throws IOException {
            door.close();
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    @BeforeAll
    void publish() throws IOException {
        silent = new Silent();
        dripping = new Dripping();
        int refusing;
        try (ServerSocket gone = new ServerSocket(0)) {
            refusing = gone.getLocalPort();
        }
        Path destinations = folders.connectors().resolve("destinations.yaml");
        Files.writeString(
                destinations,
                Files.readString(destinations)
                        + "- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d, %d, %d] }] }\n"
                                .formatted(silent.door.getLocalPort(), dripping.port(), refusing));
        dead("dead-silent", silent.door.getLocalPort());
        dead("dead-dripping", dripping.port());
        dead("dead-refusing", refusing);
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("dead-refusing")).isPresent());
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    private void dead(String name, int port) throws IOException {
        Path file = folders.connectors().resolve(name + ".connector.yaml");
        written.add(file);
        vault.seal(name, "password", Secret.of("x"));
        Files.writeString(file, """
                connector: %1$s
                title: { vi: %1$s, en: %1$s }
                agency: G03
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %2$d
                  database: x
                  username: x
                  password: ${secret:%1$s/password}
                datasets:
                  pupils: { from: public.pupils, classes: { "*": internal } }
                """.formatted(name, port));
        write(name + ".service.yaml", """
                service: %1$s
                version: 1
                title: { vi: %1$s, en: %1$s }
                agency: G03
                dataset: %1$s/pupils
                ask: [id]
                answer: [name]
                """.formatted(name));
        agreement(name + ".bhxh", name + "/1", "G26", 100_000, 0, 30, "name", "contact: a@b.example");
    }

    @AfterAll
    void close() throws IOException {
        silent.close();
        dripping.close();
    }

    private CompletableFuture<Integer> asked(String name) {
        return Aside.supply(
                () -> program.post("/data/" + name + "/v1", token, "{\"id\":1}").statusCode());
    }

    @Test
    void othersAreAnsweredWhileTheDeadAreAskedAndThenTheDeadAreLeftAlone() {
        // they failed before, so that the fifth time in a row is the one below
        DEAD.forEach(name -> IntStream.range(1, Partner.FAILURES_IN_A_ROW)
                .forEach(time -> partners.partner(new ConnectorName(name)).failed()));
        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        DEAD.forEach(name -> IntStream.range(0, AT_ONCE).forEach(time -> asked.add(asked(name))));
        int answered = whileUnderWay(
                asked,
                () -> assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200));
        assertThat(answered).as("others, while the dead were waited for").isGreaterThan(AT_ONCE);
        assertThat(asked).allSatisfy(one -> assertThat(one.join()).isEqualTo(503));

        for (String name : DEAD) {
            Partner partner = partners.partner(new ConnectorName(name));
            // who drips where a database should speak is refused as one who has no TLS: a setting that a person looks
            // after
            assertThat(partner.doubted()).as(name).isEqualTo(!name.equals("dead-dripping"));
            JsonNode kept = kept(name);
            assertThat(kept)
                    .as("one question of one program, however often it came")
                    .hasSize(1);
            assertThat(kept.get(0).path("attempts").asInt()).isEqualTo(AT_ONCE);

            partner.answered();
            IntStream.range(0, Partner.FAILURES_IN_A_ROW).forEach(time -> partner.failed());
            int came = silent.came.get();
            assertThat(asked(name).join()).isEqualTo(503);
            assertThat(silent.came.get()).as("who is left alone is not asked").isEqualTo(came);
            assertThat(kept(name).get(0).path("code").asText()).isEqualTo("connector.PARTNER_RESTS");
        }
    }

    private JsonNode kept(String name) {
        return api.get("failed-exchanges?route=service." + name + ".v1")
                .getBody()
                .at("/page/items");
    }

    /** The few places in which the hub looks into systems are not all his. */
    @Test
    void looksIntoOtherSystemsFindAPlaceWhileHeKeepsHis() {
        List<CompletableFuture<Integer>> looks = new ArrayList<>();
        int before = silent.came.get();
        for (int i = 0; i < AT_ONCE; i++) {
            looks.add(Aside.supply(() ->
                    api.get("connectors/dead-silent/datasets").getStatusCode().value()));
        }
        await().atMost(PATIENCE).until(() -> silent.came.get() > before);
        int answered = whileUnderWay(looks, () -> assertThat(
                        api.get("connectors/data-csdl/datasets").getStatusCode().value())
                .isEqualTo(200));
        assertThat(answered).isGreaterThan(1);
    }

    /** Seven runs into a target that takes a row a second, where runs have six places. */
    @Test
    void runsHandMadeRoutesAndCallsGoOnWhileATargetTakesARowASecond() throws IOException {
        String pupils = "  pupils: { from: public.pupils, classes: { \"*\": internal } }\n"
                + "  log: { from: public.log, classes: { \"*\": internal } }";
        JdbcTemplate here = systems.connector("calm-here", pupils);
        JdbcTemplate there = systems.connector("calm-there", pupils);
        JdbcTemplate slow = systems.connector("slow-there", pupils);
        for (JdbcTemplate one : List.of(here, there, slow)) {
            one.execute("create table pupils (job integer, id bigint, name text, primary key (job, id))");
            one.execute("create table log (id bigint)");
        }
        here.update("insert into pupils select 0, n, 'Trần Văn ' || n from generate_series(1, 300) n");
        here.update("insert into log values (1)");
        slow.execute("create function wait() returns trigger language plpgsql as"
                + " 'begin perform pg_sleep(1); return new; end'");
        slow.execute("create trigger wait before insert on pupils for each row execute function wait()");
        List<JobName> dragging = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            dragging.add(job("dragging-" + i, "slow-there", i));
        }
        JobName calm = job("calm", "calm-there", 1);
        Path route = folders.routes().resolve("calm-beside.camel.yaml");
        written.add(route);
        Files.writeString(route, """
                - lienthong: { agency: G03, reads: [calm-here/log], writes: [calm-there/log] }
                - route:
                    id: copy
                    group: test
                    description: Copies on
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:copy?period=1000"
                      steps:
                        - to: { uri: "connector:calm-here/log?act=read&most=10", id: take }
                        - to: { uri: "connector:calm-there/log?act=write&mode=append", id: put }
                """);
        await().atMost(PATIENCE)
                .until(() -> jobs.find(calm).isPresent()
                        && dragging.stream().allMatch(name -> jobs.find(name).isPresent()));
        List<Long> runsOfSlow =
                dragging.stream().map(name -> control.start(name, "test").id()).toList();
        try {
            await().atMost(PATIENCE).until(() -> running(runsOfSlow) == 6);
            long run = control.start(calm, "test").id();
            int before = logged(there);
            await().atMost(PATIENCE).until(() -> runs.get(run).state() == RunState.DONE);
            assertThat(running(runsOfSlow))
                    .as("they still drag, and no further one has begun")
                    .isEqualTo(6);
            await().atMost(PATIENCE).until(() -> logged(there) > before);
            assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);
            assertThat(running(runsOfSlow)).isEqualTo(6);
        } finally {
            runsOfSlow.forEach(id -> control.cancel(id, "test", "test"));
            await().atMost(PATIENCE).until(() -> runsOfSlow.stream()
                    .noneMatch(id -> runs.get(id).state().active()));
        }
    }

    private long running(List<Long> of) {
        return of.stream()
                .filter(id -> runs.get(id).state() == RunState.RUNNING)
                .count();
    }

    private static int logged(JdbcTemplate there) {
        return there.queryForObject("select count(*) from log", Integer.class);
    }

    private JobName job(String name, String to, int number) throws IOException {
        Path file = folders.routes().resolve(name + ".sync.yaml");
        written.add(file);
        Files.writeString(file, """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: calm-here/pupils }
                to: { dataset: %s/pupils, key: [job, id], deletes: keep }
                map: { job: { value: %d }, id: id, name: name }
                batch: 5
                """.formatted(name, to, number));
        return new JobName(name);
    }

    private static int whileUnderWay(List<CompletableFuture<Integer>> others, Runnable work) {
        CompletableFuture<Void> all = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
        int times = 0;
        while (!all.isDone()) {
            work.run();
            times++;
        }
        return times;
    }
}
