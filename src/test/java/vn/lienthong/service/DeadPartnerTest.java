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
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Secret;
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
