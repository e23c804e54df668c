package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is in a system: datasets, columns, keys, row estimates. */
@Command(name = "discover", mixinStandardHelpOptions = true)
final class DiscoverCommand extends HubCommand {
    @Parameters(paramLabel = "CONNECTOR")
    private String connector = "";

    DiscoverCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode found = hub.client().get("connectors/" + connector + "/datasets");
        if (json()) {
            answer(found);
            return 0;
        }
        if (found.path("items").isEmpty()) {
            say("discover.nothing", Map.of("connector", connector));
        }
        for (JsonNode dataset : found.path("items")) {
            say(
                    "dataset",
                    Map.of(
                            "name", dataset.path("name").asText(),
                            "from", dataset.path("from").asText(),
                            "key", dataset.path("key").isEmpty() ? "–" : String.join(", ", texts(dataset.path("key"))),
                            "rows", dataset.path("rowEstimate").asText("–")));
            for (JsonNode column : dataset.path("columns")) {
                surroundings
                        .terminal()
                        .line("    " + column.path("name").asText() + "  "
                                + column.path("type").asText() + "  " + dataClass(column));
            }
        }
        return 0;
    }

    /** The class of a column; where it has none, what is suggested and why. */
    private String dataClass(JsonNode column) {
        JsonNode suggestion = column.path("suggestion");
        String given = column.path("dataClass").asText();
        if (!suggestion.isObject()) {
            return given;
        }
        return given + " ("
                + surroundings
                        .words()
                        .say(
                                "discover.suggested",
                                Map.of(
                                        "class", suggestion.path("dataClass").asText(),
                                        "reason", suggestion.path("reason").asText()))
                + ")";
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
