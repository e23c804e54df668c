package vn.lienthong.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.lienthong.kernel.HubException;

/** Ends the token that {@code sign-in} keeps for a hub, there and here. */
@Command(name = "sign-out", mixinStandardHelpOptions = true)
final class SignOutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    SignOutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String server = SignInCommand.server(place);
        KeptTokens kept = KeptTokens.ofUser();
        Optional<String> token = kept.of(server);
        if (token.isPresent()) {
            end(server, token.get());
            kept.forget(server);
        }
        String said = token.isPresent() ? "sign-out.done" : "sign-out.none";
        surroundings.terminal().line(surroundings.words().say(said, Map.of("url", server)));
        return 0;
    }

    /** One that the hub does not know any more has ended already. */
    private void end(String server, String token) {
        try {
            new HubClient(server, token, surroundings.words().language(), place.trust()).delete("tokens/current");
        } catch (HubException refused) {
            if (refused.code() != CliError.TOKEN_REFUSED) {
                throw refused;
            }
        }
    }
}
