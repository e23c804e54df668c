package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** The public key that verifies an export, as one line for a file. */
@Command(name = "key", mixinStandardHelpOptions = true)
final class JournalKeyCommand extends HubCommand {
    JournalKeyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode key = hub.client().get("journal/key");
        if (json()) {
            answer(key);
        } else {
            surroundings.terminal().line(key.path("key").asText());
        }
        return 0;
    }
}
