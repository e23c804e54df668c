package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** Walks the journal's chain. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand extends HubCommand {
    private static final int BROKEN = 6;

    VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode chain = hub.client().get("journal/chain");
        boolean intact = chain.path("intact").asBoolean();
        if (json()) {
            answer(chain);
        } else {
            say(
                    intact ? "journal.intact" : "journal.broken",
                    Map.of(
                            "entries", chain.path("entries").asLong(),
                            "entry", chain.path("firstBreak").asLong()));
        }
        return intact ? 0 : BROKEN;
    }
}
