package vn.lienthong.bench.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.PostgresServer;

/**
 * How many questions a data service answers, with everything that guards it and without one part after the other, beside endpoints that
 * guard nothing over the same statement: one of Spring Boot for JSON, one of CXF for envelopes; all in one interleaved run. Needs
 * {@code wrk}. Arguments: seconds, rounds, connections, seconds of each warming up. Where others use the machine, too, processor time
 * for an answer says more than answers a second.
 */
public final class AnswersBench {
    private static final int PUPILS = 100_000;
    private static final String ALL = "journal,limits,counts,token";

    private AnswersBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 32;
        int warm = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 45;
        Path folder = Files.createTempDirectory("lienthong-bench-answers");
        try (PostgresServer source = PostgresServer.start(folder.resolve("source"), Map.of())) {
            fill(source);
            Wrk wrk = new Wrk(folder, connections, PUPILS, folder.resolve("source"));
            try (Contestant rest = Contestant.start("vn.lienthong.bench.answers.BareRest", null, source.port() + "", source.password());
                    Contestant soap = Contestant.start("vn.lienthong.bench.answers.BareSoap", null, source.port() + "", source.password());
                    Contestant hub = Contestant.start(
                            "vn.lienthong.service.AnsweringHub",
                            folder.resolve("hub/state"),
                            folder.resolve("hub").toString(),
                            source.port() + "",
                            source.password())) {
                rounds(wrk, rest, soap, hub, seconds, rounds, warm);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
    }

    private static void rounds(Wrk wrk, Contestant rest, Contestant soap, Contestant hub, int seconds, int rounds, int warm)
            throws IOException, InterruptedException {
        hub.order("");
        untilAnswered(hub);
        wrk.ask(rest, Wrk.Way.REST, warm);
        wrk.ask(soap, Wrk.Way.SOAP, warm);
        for (Wrk.Way way : List.of(Wrk.Way.REST, Wrk.Way.SOAP, Wrk.Way.REST)) { // with all that a call takes it has more to compile
            wrk.ask(hub, way, warm);
        }
        Map<String, Ratios> ratios = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            beside(wrk, Wrk.Way.REST, rest, hub, List.of("", "journal", "limits", "counts", "token", ALL), seconds, round, ratios);
            beside(wrk, Wrk.Way.SOAP, soap, hub, List.of("", ALL), seconds, round, ratios);
        }
        ratios.forEach((name, seen) -> System.out.printf(
                "median of %d rounds  %-52s %.2f of the answers of its bare endpoint, %.2f times its processor time%n",
                rounds, name, median(seen.answers()), median(seen.processor())));
    }

    /** One number a round: of answers a second, of processor time for an answer. */
    private record Ratios(List<Double> answers, List<Double> processor) {
        Ratios() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Wrk.Seen seen, Wrk.Seen bare) {
            answers.add(seen.rate() / bare.rate());
            processor.add(seen.processor() / bare.processor());
        }
    }

    private static void beside(
            Wrk wrk,
            Wrk.Way way,
            Contestant bare,
            Contestant hub,
            List<String> variants,
            int seconds,
            int round,
            Map<String, Ratios> ratios)
            throws IOException, InterruptedException {
        Wrk.Seen limit = wrk.ask(bare, way, seconds);
        say(round, way + " bare", limit, 1);
        for (String without : variants) {
            hub.order(without);
            Wrk.Seen seen = wrk.ask(hub, way, seconds);
            String name = way + " " + (without.isEmpty() ? "Lienthong" : "  without " + without);
            say(round, name, seen, seen.rate() / limit.rate());
            ratios.computeIfAbsent(name, fresh -> new Ratios()).add(seen, limit);
        }
    }

    /** The hub reads its files within two seconds; its first answer opens the way to the source. */
    private static void untilAnswered(Contestant hub) {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/data/pupil-status/v1"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + hub.token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"personal_id\":\"000000000001\"}"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        await().pollInterval(Duration.ofSeconds(2)) // whoever asks in vain more often is told to wait
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(client.send(question, HttpResponse.BodyHandlers.ofString()).body())
                        .contains("rows"));
    }

    private static double median(List<Double> seen) {
        return seen.stream().sorted().toList().get(seen.size() / 2);
    }

    private static void say(int round, String name, Wrk.Seen seen, double ratio) {
        System.out.printf(
                "round %d  %-52s %,7.0f answers/s  p99 %6.1f ms  ratio %.2f  processor %,6.0f µs (own %,.0f, state %,.0f, source %,.0f)%n",
                round, name, seen.rate(), seen.p99(), ratio, seen.processor(), seen.own(), seen.state(), seen.source());
    }

    private static void fill(PostgresServer source) {
        source.createDatabase("csdl");
        JdbcTemplate csdl = new JdbcTemplate(source.database("csdl"));
        csdl.execute("create table pupils (pupil_id bigint primary key, personal_id varchar(12), full_name text, school_code text,"
                + " grade integer, status text)");
        csdl.update("insert into pupils select n, lpad(n::text, 12, '0'), 'Nguyễn Thị Ánh ' || n, 's-' || n % 500, 1 + n % 12,"
                + " 'studying' from generate_series(1, ?) n", PUPILS);
        csdl.execute("create index on pupils (personal_id)");
        csdl.execute("analyze pupils");
    }
}
