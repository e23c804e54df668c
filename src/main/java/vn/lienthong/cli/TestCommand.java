package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The connection doctor, step by step. */
@Command(name = "test", mixinStandardHelpOptions = true)
final class TestCommand extends HubCommand {
    @Parameters(paramLabel = "CONNECTOR")
    private String connector = "";

    TestCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode examination = hub.client().post("connectors/" + connector + "/test");
        if (json()) {
            answer(examination);
        } else {
            examination.path("checks").forEach(this::show);
        }
        return passed(examination) ? 0 : 1;
    }

    private void show(JsonNode check) {
        String outcome = check.path("outcome").asText();
        say(
                "check",
                Map.of(
                        "outcome",
                        surroundings.words().say("outcome." + outcome.toLowerCase(java.util.Locale.ROOT)),
                        "step",
                        check.path("step").asText(),
                        "found",
                        words(check.path("found"))));
        for (String more : new String[] {"remedy", "copy"}) {
            if (check.hasNonNull(more)) {
                surroundings.terminal().line("         " + words(check.path(more)));
            }
        }
    }

    private static boolean passed(JsonNode examination) {
        for (JsonNode check : examination.path("checks")) {
            if (check.path("outcome").asText().equalsIgnoreCase("FAILED")) {
                return false;
            }
        }
        return true;
    }
}
