package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
                                    surroundings.words().say("route." + count.getKey()),
                                    "count",
                                    count.getValue().asLong())));
            status.path("troubles").forEach(this::show);
        }
        return healthy ? 0 : TROUBLE;
    }

    private void show(JsonNode route) {
        say(
                "status.route",
                Map.of(
                        "title", words(route.path("title")),
                        "job", route.path("job").asText(),
                        "state",
                                surroundings
                                        .words()
                                        .say("route." + route.path("state").asText())));
        JsonNode failure = route.path("lastFailure");
        if (failure.isObject()) {
            surroundings.terminal().line("    " + words(failure.path("problem")) + " " + words(failure.path("remedy")));
        }
    }
}
