package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows the API tokens that are valid now. */
@Command(name = "list", mixinStandardHelpOptions = true)
final class TokensCommand extends HubCommand {
    TokensCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode tokens = hub.client().get("tokens");
        if (json()) {
            answer(tokens);
            return 0;
        }
        tokens.path("items")
                .forEach(token -> say(
                        "token.line",
                        Map.of(
                                "number", token.path("number").asLong(),
                                "purpose", token.path("purpose").asText(),
                                "person", token.path("person").asText(),
                                "expires", token.path("expires").asText())));
        return 0;
    }
}
