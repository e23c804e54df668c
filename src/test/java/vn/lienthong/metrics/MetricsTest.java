package vn.lienthong.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Measure;

/** What machines read of a hub is what the console says, names nobody, and is for who brings the token. */
class MetricsTest extends WatchedHub {
    private static final Path TABLE = Path.of("src/docs/metrics.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]+) \\|");
    private static final String[] WATCHED = {"sync_job=watched", "agency=G03"};

    MetricsTest() {
        super("watched");
    }

    @Test
    void whatARunDidIsTold() throws IOException {
        Scraped before = scrape();
        ended(control.start(new JobName("watched"), "tester").id());
        Scraped after = scrape();

        assertThat(after.value("lienthong_route_state", "route=sync.watched", "state=good", "agency=G03", "group=sync"))
                .isOne();
        assertThat(after.all("lienthong_route_state", "route=sync.watched")).hasSize(7);
        assertThat(grown("lienthong_route_moved_total", before, after, "route=sync.watched"))
                .isEqualTo(200);
        assertThat(grown("lienthong_route_turn_seconds_count", before, after, "route=sync.watched"))
                .isBetween(2.0, 3.0);
        assertThat(after.value("lienthong_route_turn_seconds_bucket", "route=sync.watched", "le=+Inf"))
                .isEqualTo(after.value("lienthong_route_turn_seconds_count", "route=sync.watched"));
        assertThat(after.all("lienthong_route_turn_seconds_bucket", "route=sync.watched").stream()
                        .map(Scraped.Sample::value))
                .isSorted();
        assertThat(grown("lienthong_route_turn_seconds_sum", before, after, "route=sync.watched"))
                .isPositive();
        assertThat(grown("lienthong_step_turns_total", before, after, "route=sync.watched", "step=read"))
                .isBetween(2.0, 3.0);
        assertThat(grown("lienthong_step_seconds_total", before, after, "route=sync.watched", "step=commit"))
                .isPositive();
        assertThat(after.value("lienthong_route_turns_failed_total", "route=sync.watched"))
                .isZero();
        assertThat(after.value("lienthong_job_run_rows", with("outcome=read"))).isEqualTo(200);
        assertThat(after.value("lienthong_job_run_rows", with("outcome=unchanged")))
                .isEqualTo(199);
        assertThat(after.value("lienthong_job_run_rows", with("outcome=rejected")))
                .isEqualTo(1);
        assertThat(after.value("lienthong_job_run_state", with("state=done_with_rejections")))
                .isOne();
        assertThat(after.value("lienthong_job_last_success_timestamp_seconds", WATCHED))
                .isGreaterThan(before.value("lienthong_job_last_success_timestamp_seconds", WATCHED))
                .isBetween(System.currentTimeMillis() / 1e3 - 60, System.currentTimeMillis() / 1e3);
        assertThat(after.value("lienthong_job_next_due_timestamp_seconds", WATCHED))
                .isGreaterThan(System.currentTimeMillis() / 1e3);
        assertThat(after.value("lienthong_quarantine_rows", with("reason=grade.between")))
                .isOne();
        assertThat(after.value("lienthong_state_readable")).isOne();
        assertThat(after.value(
                        "lienthong_connector_circuit", "connector=watched-here", "type=postgresql", "state=closed"))
                .isOne();
        assertThat(after.value("lienthong_connector_examination_passed", "connector=watched-here"))
                .isOne();
    }

    @Test
    void aRunThatFailsIsTold() throws IOException {
        target.execute("alter table pupils rename to hidden");
        try {
            ended(control.start(new JobName("watched"), "tester").id());
            Scraped failed = scrape();
            assertThat(failed.value("lienthong_route_state", "route=sync.watched", "state=failed"))
                    .isOne();
            assertThat(failed.value("lienthong_job_run_state", with("state=failed")))
                    .isOne();
        } finally {
            target.execute("alter table hidden rename to pupils");
        }
        ended(control.start(new JobName("watched"), "tester").id());
        assertThat(scrape().value("lienthong_route_state", "route=sync.watched", "state=failed"))
                .isZero();
    }

    @Test
    void howAJobFollowsIsTold() {
        String[] followed = {"sync_job=watched-follow", "agency=G03", "connector=watched-here"};
        await().untilAsserted(() -> {
            Scraped now = scrape();
            assertThat(now.value("lienthong_change_lag_seconds", followed)).isZero();
            assertThat(now.value("lienthong_change_queued_batches", followed)).isZero();
            assertThat(now.value("lienthong_change_lag_bytes", followed)).isNotNegative();
            assertThat(now.value("lienthong_change_slot_kept_bytes", followed)).isNotNegative();
            assertThat(now.value("lienthong_change_heard_timestamp_seconds", followed))
                    .isGreaterThan(System.currentTimeMillis() / 1e3 - 60);
        });
    }

    @Test
    void howCallsOfAServiceEndedIsTold() throws IOException {
        String[] found = {
            "service=watched-status/1", "agreement=watched-status.bhxh", "consumer=G26", "agency=G03", "outcome=found"
        };
        String[] missed = {"agreement=watched-status.bhxh", "outcome=missed"};
        Scraped before = scrape();
        assertThat(ask("canary Trần Văn 1")).isEqualTo(200);
        assertThat(ask("canary nobody")).isEqualTo(404);
        Scraped after = scrape();

        assertThat(grown("lienthong_service_calls_total", before, after, found)).isOne();
        assertThat(grown("lienthong_service_calls_total", before, after, missed))
                .isOne();
        assertThat(grown(
                        "lienthong_route_turn_seconds_count",
                        before,
                        after,
                        "route=service.watched-status.v1",
                        "group=service"))
                .isEqualTo(2);
    }

    @Test
    void noValueNoKeyAndNobodyIsNamed() throws IOException {
        ask("canary Trần Văn 1");
        api.get("quarantine?job=watched");
        assertThat(visit("/canary/" + CANARY)).isEqualTo(302);
        Scraped all = scrape();

        assertThat(all.text()).doesNotContainIgnoringCase(CANARY, "Trần", "tester", "watched-program");
        Set<String> tags = all.samples().stream()
                .filter(one -> one.name().startsWith("lienthong_"))
                .flatMap(one -> one.tags().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tags)
                .isSubsetOf(
                        "agency",
                        "route",
                        "group",
                        "state",
                        "step",
                        "sync_job",
                        "outcome",
                        "connector",
                        "type",
                        "reason",
                        "service",
                        "agreement",
                        "consumer",
                        "kind",
                        "le");
    }

    @Test
    void onlyWhoBringsTheTokenReadsThemAndHealthIsForAll() throws IOException {
        HttpResponse<String> stranger = actuator("prometheus", null, "Accept-Language", "en");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body())
                .contains("agency.METRICS_CLOSED", "LIENTHONG_METRICS_TOKEN_FILE")
                .doesNotContain("jvm_", folders.data().toString());
        assertThat(actuator("prometheus", token().substring(1)).statusCode()).isEqualTo(401);
        assertThat(actuator("prometheus", "").statusCode()).isEqualTo(401);
        assertThat(actuator(
                                "prometheus",
                                tokens.issue("tester", "test", java.time.Duration.ofMinutes(1))
                                        .token())
                        .statusCode())
                .as("a token of a person opens the API alone")
                .isEqualTo(401);
        assertThat(actuator("prometheus", token()).statusCode()).isEqualTo(200);
        assertThat(actuator("health/readiness", null).body()).contains("UP");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folders.data().resolve("metrics-token"))))
                .isEqualTo("rw-------");
        assertThat(api.get("status").getStatusCode().value()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "env", "beans", "heapdump", "metrics", "loggers", "configprops", "threaddump", "mappings"})
    void nothingElseAnswersThere(String path) throws IOException {
        assertThat(actuator(path, token()).statusCode()).isIn(302, 401, 403, 404);
    }

    @Test
    void aRenewedTokenCountsAtOnce() throws IOException {
        Path file = folders.data().resolve("metrics-token");
        String before = Files.readString(file);
        try {
            Files.writeString(file, "0123456789abcdef0123456789abcdef\n");
            assertThat(actuator("prometheus", before.strip()).statusCode()).isEqualTo(401);
            assertThat(actuator("prometheus", "0123456789abcdef0123456789abcdef")
                            .statusCode())
                    .isEqualTo(200);
            Files.writeString(file, "short\n");
            assertThat(actuator("prometheus", "short").statusCode()).isEqualTo(401);
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void theyComeAsOpenMetricsToo() {
        HttpResponse<String> answer = actuatorWithToken("application/openmetrics-text; version=1.0.0");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE lienthong_step_turns counter");
        assertThat(Scraped.of(answer.body()).value("lienthong_state_readable")).isOne();
    }

    private HttpResponse<String> actuatorWithToken(String accept) {
        try {
            return actuator("prometheus", token(), "Accept", accept);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void theTableNamesWhatIsToldAndNothingElse() throws IOException {
        Map<String, List<String>> written = new TreeMap<>();
        Files.readAllLines(TABLE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> written.put(
                        row.group(1),
                        List.of(row.group(2), row.group(3).strip(), row.group(4).strip())));
        Map<String, List<String>> known = new TreeMap<>();
        Stream.concat(rooms.stream().flatMap(room -> room.measures().stream()), Stream.of(HubFigures.READABLE))
                .forEach(measure -> known.put(measure.name(), List.of(kind(measure), tags(measure), measure.help())));
        known.put(
                "lienthong_calls_refused_total",
                List.of("counter", "`kind`", "Calls that were refused because their caller called too often"));

        assertThat(written).isEqualTo(known);
        await().untilAsserted(() -> assertThat(
                        scrape().kinds().keySet().stream().filter(name -> name.startsWith("lienthong_")))
                .as("each has a value here")
                .containsExactlyInAnyOrderElementsOf(known.keySet()));
    }

    @Test
    void aReadingOfManyRoutesReadsTheStateAsOftenAsOneOfFew() throws IOException {
        long routes = scrape().all("lienthong_route_in_flight").size();
        long few = connections();
        List<Path> more = Stream.iterate(1, n -> n + 1)
                .limit(20)
                .map(n -> folders.routes().resolve("watched-more-" + n + ".sync.yaml"))
                .toList();
        String text = Files.readString(folders.routes().resolve("watched.sync.yaml"));
        try {
            for (Path path : more) {
                String name = path.getFileName().toString().replace(".sync.yaml", "");
                Files.writeString(
                        path,
                        text.replace("sync: watched\n", "sync: " + name + "\n").replace("every: 12h", ""));
            }
            await().until(() -> jobs.find(new JobName("watched-more-20")).isPresent());
            assertThat(scrape().all("lienthong_route_in_flight").size()).isEqualTo(routes + 20);
            assertThat(connections()).isPositive().isLessThanOrEqualTo(few);
        } finally {
            for (Path path : more) {
                Files.deleteIfExists(path);
            }
            await().until(() -> jobs.find(new JobName("watched-more-20")).isEmpty());
        }
    }

    /** How many connections to the state one reading takes; the least of several, since others use the state meanwhile. */
    private long connections() throws IOException {
        long least = Long.MAX_VALUE;
        double before = scrape().value("hikaricp_connections_usage_seconds_count");
        for (int reading = 0; reading < 6; reading++) {
            double after = scrape().value("hikaricp_connections_usage_seconds_count");
            least = Math.min(least, (long) (after - before));
            before = after;
        }
        return least;
    }

    private static String kind(Measure measure) {
        return switch (measure.kind()) {
            case NOW -> "gauge";
            case COUNTED -> "counter";
            case TIMED -> "histogram";
        };
    }

    private static String tags(Measure measure) {
        return measure.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
    }

    private static double grown(String name, Scraped before, Scraped after, String... tags) {
        return after.value(name, tags) - before.value(name, tags);
    }

    private static String[] with(String tag) {
        return Stream.concat(Arrays.stream(WATCHED), Stream.of(tag)).toArray(String[]::new);
    }
}
