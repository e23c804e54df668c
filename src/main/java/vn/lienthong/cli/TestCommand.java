package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The connection doctor, step by step. */
@Command(name = "test", mixinStandardHelpOptions = true)
final class TestCommand extends HubCommand {
    private static final String MARGIN = "         ";

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

    void show(JsonNode check) {
        Words words = surroundings.words();
        String outcome = check.path("outcome").asText().toLowerCase(Locale.ROOT);
        surroundings
                .terminal()
                .hanging(
                        MARGIN,
                        words.say(
                                "check",
                                Map.of(
                                        "outcome",
                                        words.say("outcome." + outcome),
                                        "step",
                                        check.path("step").asText(),
                                        "found",
                                        words(check.path("found")))));
        for (String more : new String[] {"remedy", "copy"}) {
            if (check.hasNonNull(more)) {
                surroundings.terminal().indented(MARGIN, words(check.path(more)));
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
