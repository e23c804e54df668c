package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** What is healthy, late or failing, and what to do. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand extends HubCommand {
    private static final int TROUBLE = 2;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode status = hub.client().get("status");
        boolean healthy = status.path("healthy").asBoolean();
        if (json()) {
            answer(status);
        } else {
            surroundings.terminal().line(surroundings.words().say(healthy ? "status.good" : "status.trouble"));
            status.path("counts")
                    .fields()
                    .forEachRemaining(count -> say(
                            "status.count",
                            Map.of(
                                    "state",
                                    surroundings.words().say("health." + count.getKey()),
                                    "count",
                                    count.getValue().asLong())));
            status.path("troubles").forEach(this::show);
            status.path("held").forEach(this::held);
            status.path("unreachable").forEach(this::unreachable);
            status.path("expiring").forEach(this::expiring);
            unexamined(status.path("unexamined"));
            journal(status.path("journal"));
            status.path("certificate").forEach(this::certificate);
            status.path("agreements").forEach(this::agreement);
            status.path("callers").forEach(this::caller);
        }
        return healthy ? 0 : TROUBLE;
    }

    private void show(JsonNode route) {
        say(
                "status.route",
                Map.of(
                        "title", words(route.path("title")),
                        "job", route.path("job").asText(route.path("id").asText()),
                        "state",
                                surroundings
                                        .words()
                                        .say("health."
                                                + route.path("health")
                                                        .path("state")
                                                        .asText())));
        JsonNode failure = route.path("lastFailure");
        if (failure.isObject() && route.at("/health/code").asText().equals("overdue")) {
            surroundings.terminal().indented("    ", words(route.at("/health/reason")));
        }
        surroundings
                .terminal()
                .indented(
                        "    ",
                        failure.isObject()
                                ? words(failure.path("problem")) + " " + words(failure.path("remedy"))
                                : words(route.path("health").path("reason")));
        follow(route.path("following"));
    }

    private void held(JsonNode held) {
        say(
                "status.held",
                Map.of(
                        "title", words(held.path("title")),
                        "job", held.path("job").asText(),
                        "rows", held.path("rows").asLong()));
    }

    private void unreachable(JsonNode connector) {
        say(
                "status.unreachable",
                Map.of(
                        "title", words(connector.path("title")),
                        "connector", connector.path("connector").asText(),
                        "found", words(connector.path("found"))));
        surroundings
                .terminal()
                .indented(
                        "    ",
                        (words(connector.path("remedy")) + "\n"
                                        + surroundings
                                                .words()
                                                .say(
                                                        "status.unreachable.test",
                                                        Map.of(
                                                                "connector",
                                                                connector
                                                                        .path("connector")
                                                                        .asText())))
                                .strip());
    }

    private void expiring(JsonNode connector) {
        say(
                "status.expiring",
                Map.of(
                        "title", words(connector.path("title")),
                        "connector", connector.path("connector").asText(),
                        "found", words(connector.path("found"))));
        surroundings.terminal().indented("    ", words(connector.path("remedy")));
    }

    private void journal(JsonNode trouble) {
        if (trouble.isObject()) {
            say("status.journal", Map.of("problem", words(trouble.path("problem"))));
            surroundings.terminal().indented("    ", words(trouble.path("remedy")));
        }
    }

    private void certificate(JsonNode notice) {
        say("status.certificate", Map.of("found", words(notice.path("found"))));
        surroundings.terminal().indented("    ", words(notice.path("remedy")));
    }

    private void agreement(JsonNode notice) {
        say(
                "status.agreement",
                Map.of("agreement", notice.path("agreement").asText(), "found", words(notice.path("found"))));
    }

    private void caller(JsonNode notice) {
        say("status.caller", Map.of("program", notice.path("program").asText(), "found", words(notice.path("found"))));
        surroundings.terminal().indented("    ", words(notice.path("remedy")));
    }

    /** Nothing is known of them, so nothing good is said of them. */
    private void unexamined(JsonNode connectors) {
        if (!connectors.isEmpty()) {
            List<String> names = new ArrayList<>();
            connectors.forEach(name -> names.add(name.asText()));
            say("status.unexamined", Map.of("connectors", String.join(", ", names)));
        }
    }

    private void follow(JsonNode following) {
        if (following.path("percentOfCap").isNumber()) {
            say(
                    "status.kept",
                    Map.of(
                            "percent",
                            following.path("percentOfCap").asInt(),
                            "megabytes",
                            following.path("keptBytes").asLong() >> 20));
        }
    }
}
