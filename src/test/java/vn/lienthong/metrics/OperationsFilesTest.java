package vn.lienthong.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in {@code docker/} say what is so: they lead to files that are there and to figures that a hub tells. */
class OperationsFilesTest extends WatchedHub {
    private static final Path FOLDER = Path.of("docker");
    private static final Path RULES = FOLDER.resolve("prometheus/lienthong.rules.yml");
    private static final Path BOARD = FOLDER.resolve("grafana/dashboards/lienthong.json");
    private static final Pattern VARIABLE = Pattern.compile("\\bLIENTHONG_[A-Z_]+\\b");

    @TempDir
    Path folder;

    OperationsFilesTest() {
        super("filed");
    }

    @Test
    void theComposeFileLeadsToWhatIsThereOrWhatItsHeadAsksFor() throws IOException {
        String text = Files.readString(FOLDER.resolve("compose.yaml"));
        String head = text.substring(0, text.indexOf("services:"));
        Map<String, Object> compose = map(yaml(text));
        Map<String, Object> services = map(compose.get("services"));
        assertThat(services).containsOnlyKeys("state", "hub", "prometheus", "grafana");
        Set<String> paths = new TreeSet<>();
        map(compose.get("secrets"))
                .values()
                .forEach(secret -> paths.add(String.valueOf(map(secret).get("file"))));
        services.values().forEach(service -> {
            list(map(service).getOrDefault("volumes", List.of())).stream()
                    .map(String::valueOf)
                    .filter(volume -> volume.startsWith("./"))
                    .forEach(volume -> paths.add(volume.substring(0, volume.indexOf(':'))));
            assertThat(map(compose.get("volumes")).keySet())
                    .containsAll(list(map(service).getOrDefault("volumes", List.of())).stream()
                            .map(String::valueOf)
                            .filter(volume -> !volume.startsWith("./"))
                            .map(volume -> volume.substring(0, volume.indexOf(':')))
                            .toList());
            assertThat(map(compose.get("networks")).keySet())
                    .containsAll(list(map(service).get("networks")).stream()
                            .map(String::valueOf)
                            .toList());
            assertThat(map(compose.get("secrets")).keySet())
                    .containsAll(list(map(service).getOrDefault("secrets", List.of())).stream()
                            .map(String::valueOf)
                            .toList());
        });
        assertThat(paths)
                .hasSizeGreaterThan(6)
                .allMatch(path -> Files.exists(FOLDER.resolve(path))
                        || Pattern.compile("(?m)^#   " + Pattern.quote(path.substring(2)) + "/?\\s")
                                .matcher(head)
                                .find());
        Map<String, Object> build = map(map(services.get("hub")).get("build"));
        assertThat(FOLDER.resolve(String.valueOf(build.get("context")))
                        .resolve(String.valueOf(build.get("dockerfile"))))
                .exists();
        assertThat(services.values().stream()
                        .map(service -> String.valueOf(map(service).get("image"))))
                .as("plain names, of no registry's")
                .allMatch(image -> image.equals("null") || image.matches("[a-z]+(/[a-z]+)?:[a-z0-9.]+"));
    }

    @Test
    void theHubRunsWithLittleAndItsManagementPortIsNotPublished() throws IOException {
        Map<String, Object> services =
                map(map(yaml(Files.readString(FOLDER.resolve("compose.yaml")))).get("services"));
        for (String name : List.of("hub", "prometheus", "grafana")) {
            Map<String, Object> service = map(services.get(name));
            assertThat(service.get("read_only")).as(name).isEqualTo(true);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(list(service.getOrDefault("ports", List.of())).toString())
                    .as(name)
                    .doesNotContain("8081")
                    .matches("\\[]|\\[127\\.0\\.0\\.1:.*]");
        }
        Map<String, Object> environment = map(map(services.get("hub")).get("environment"));
        String application = Files.readString(Path.of("src/main/resources/application.yaml"));
        assertThat(environment.keySet())
                .allMatch(name -> application.contains("${" + name + ":") || name.contains("_DB_"));
        List<String> build = Files.readAllLines(FOLDER.resolve("Dockerfile"));
        assertThat(build)
                .contains("FROM eclipse-temurin:25-jre", "USER 10001:10001")
                .anyMatch(line -> line.contains("/actuator/health/readiness"));
        assertThat(build.stream()
                        .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                        .map(line -> Path.of(line.split(" ")[1])))
                .isNotEmpty()
                .allMatch(Files::exists);
        Matcher set = VARIABLE.matcher(String.join("\n", build));
        while (set.find()) {
            assertThat(application).contains("${" + set.group() + ":");
        }
    }

    @Test
    void prometheusFindsTheHubItsRulesAndItsToken() throws IOException {
        Map<String, Object> config = map(yaml(Files.readString(FOLDER.resolve("prometheus/prometheus.yml"))));
        assertThat(list(config.get("rule_files")))
                .isNotEmpty()
                .allMatch(file -> Files.exists(FOLDER.resolve("prometheus/" + file)));
        Map<String, Object> scrape = map(list(config.get("scrape_configs")).get(0));
        Map<String, Object> services =
                map(map(yaml(Files.readString(FOLDER.resolve("compose.yaml")))).get("services"));
        String target = String.valueOf(
                list(map(list(scrape.get("static_configs")).get(0)).get("targets"))
                        .get(0));
        assertThat(services).containsKey(target.split(":")[0]);
        assertThat(scrape.get("metrics_path")).isEqualTo("/actuator/prometheus");
        assertThat(map(scrape.get("authorization")).get("credentials_file"))
                .isEqualTo(map(map(services.get("hub")).get("environment")).get("LIENTHONG_METRICS_TOKEN_FILE"))
                .isEqualTo("/run/secrets/metrics-token");
        assertThat(list(map(services.get("prometheus")).get("secrets"))).contains("metrics-token");
        String hosts =
                String.valueOf(map(map(services.get("hub")).get("environment")).get("LIENTHONG_HOSTS"));
        assertThat(hosts.split(",")).contains(target.split(":")[0]);
    }

    @Test
    void grafanaFindsPrometheusAndTheBoard() throws IOException {
        Map<String, Object> source =
                map(list(map(yaml(Files.readString(FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml"))))
                                .get("datasources"))
                        .get(0));
        assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
        assertThat(board().findValuesAsText("uid").stream().filter(uid -> !uid.equals("lienthong")))
                .isNotEmpty()
                .allMatch(uid -> uid.equals(source.get("uid")));
        String provider = Files.readString(FOLDER.resolve("grafana/provisioning/dashboards/lienthong.yml"));
        String mounted = Files.readString(FOLDER.resolve("compose.yaml"));
        String path = String.valueOf(
                map(map(list(map(yaml(provider)).get("providers")).get(0)).get("options"))
                        .get("path"));
        assertThat(mounted).contains("./grafana/dashboards:" + path + ":ro");
    }

    @Test
    void everyExpressionReadsFiguresThatAHubTells() throws IOException {
        ask("canary nobody");
        await().until(() -> !scrape().all("lienthong_change_slot_kept_bytes").isEmpty());
        Set<String> told = scrape().names();
        told.add("up"); // Prometheus's own
        List<String> rules = expressionsOfRules();
        List<String> board = expressionsOfBoard();
        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(board).hasSizeGreaterThan(25);
        for (String text : Stream.concat(rules.stream(), board.stream()).toList()) {
            assertThat(new Expression(text).figures()).as(text).isNotEmpty().isSubsetOf(told);
        }
        assertThat(new Expression("sum by (a) (rate(b_total{c=\"d\"}[5m])) / e offset 1h > f").figures())
                .containsExactly("b_total", "e", "f");
    }

    @Test
    void everyAlarmSaysWhatToDoAndStandsInTheTable() throws IOException {
        String table = Files.readString(Path.of("src/docs/metrics.md"));
        Set<String> alarms = new TreeSet<>();
        for (Map<String, Object> rule : rules()) {
            Map<String, Object> words = map(rule.get("annotations"));
            assertThat(words.keySet()).containsExactlyInAnyOrder("summary", "description");
            Object severity = map(rule.get("labels")).get("severity");
            assertThat(table).contains("| `" + rule.get("alert") + "` | " + severity + " | ");
            alarms.add(String.valueOf(rule.get("alert")));
        }
        Matcher row = Pattern.compile("\\| `(Lienthong\\w+)` \\|").matcher(table);
        Set<String> written = new TreeSet<>();
        while (row.find()) {
            written.add(row.group(1));
        }
        assertThat(written).isEqualTo(alarms);
    }

    @Test
    void promtoolFindsNothingAmissInTheFiles() throws Exception {
        Path token = Files.writeString(folder.resolve("metrics-token"), "0");
        Files.copy(RULES, folder.resolve("lienthong.rules.yml"));
        Files.copy(Path.of("src/test/resources/prometheus/lienthong.rules.test.yml"), folder.resolve("rules.test.yml"));
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(FOLDER.resolve("prometheus/prometheus.yml"))
                        .replace("/run/secrets/metrics-token", token.toString()));

        assertThat(Promtool.finds("", "check", "config", "--lint-fatal", config.toString()))
                .contains("SUCCESS");
        assertThat(Promtool.finds(
                        "", "test", "rules", folder.resolve("rules.test.yml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void promtoolFindsNothingAmissInWhatTheHubTells() throws Exception {
        String own = scrape().text()
                .lines()
                .filter(line -> line.contains("lienthong_"))
                .reduce("", (before, line) -> before + line + "\n");

        assertThat(Promtool.finds(own, "check", "metrics")).isEmpty();
    }

    private static List<String> expressionsOfRules() throws IOException {
        return rules().stream().map(rule -> String.valueOf(rule.get("expr"))).toList();
    }

    private static List<Map<String, Object>> rules() throws IOException {
        return list(map(yaml(Files.readString(RULES))).get("groups")).stream()
                .flatMap(group -> list(map(group).get("rules")).stream())
                .map(OperationsFilesTest::map)
                .toList();
    }

    private static List<String> expressionsOfBoard() throws IOException {
        List<String> all = new ArrayList<>(board().findValuesAsText("expr"));
        for (JsonNode variable : board().at("/templating/list")) {
            Matcher values = Pattern.compile("label_values\\((.*), \\w+\\)")
                    .matcher(variable.path("definition").asText());
            assertThat(values.matches()).isTrue();
            all.add(values.group(1));
        }
        return all;
    }

    private static JsonNode board() throws IOException {
        return new ObjectMapper().readTree(Files.readString(BOARD));
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }

    private static List<Object> list(Object value) {
        assertThat(value).isInstanceOf(Collection.class);
        return new ArrayList<>((Collection<?>) value);
    }
}
