package vn.lienthong.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.lienthong.kernel.HubException;

/** A registered thing as the YAML it was made of. */
@Command(name = "export", mixinStandardHelpOptions = true)
final class ExportCommand extends HubCommand {
    @Parameters(paramLabel = "KIND/NAME")
    private String thing = "";

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        String name = thing.substring(thing.indexOf('/') + 1);
        String yaml =
                switch (thing.contains("/") ? thing.substring(0, thing.indexOf('/')) : "") {
                    case "connector", "connectors" -> hub.client().text("connectors/" + name + "/document");
                    case "job", "jobs", "sync" ->
                        hub.client().get("jobs/" + name).path("yaml").asText();
                    default -> throw new HubException(CliError.KIND_UNKNOWN, Map.of("name", thing));
                };
        if (json()) {
            answer(JsonNodeFactory.instance.objectNode().put("name", thing).put("yaml", yaml));
        } else {
            surroundings.terminal().data(yaml.stripTrailing());
        }
        return 0;
    }
}
