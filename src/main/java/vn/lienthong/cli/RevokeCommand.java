package vn.lienthong.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends an API token at once. */
@Command(name = "revoke", mixinStandardHelpOptions = true)
final class RevokeCommand extends HubCommand {
    @Parameters(paramLabel = "NUMBER")
    private long number;

    RevokeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        hub.client().delete("tokens/" + number);
        if (!json()) {
            say("token.revoked", Map.of("number", number));
        }
        return 0;
    }
}
