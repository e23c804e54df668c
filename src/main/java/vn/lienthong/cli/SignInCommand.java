package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.lienthong.kernel.HubException;

/**
 * Asks who somebody is and keeps a token of his for the commands that follow; or keeps one that he made on his own page, where he has no
 * password because he comes by a sign-in provider. Where no terminal is, lines are read instead.
 */
@Command(name = "sign-in", mixinStandardHelpOptions = true)
final class SignInCommand implements Callable<Integer> {
    /** Not the purpose of the hub's own token for commands on its data folder, which every start replaces. */
    private static final String PURPOSE = "sign-in";

    private static final int FORBIDDEN = 403;

    private final Surroundings surroundings;

    @Option(names = "--by-token")
    private boolean byToken;

    @Mixin
    private Place place = new Place();

    SignInCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        String server = server(place);
        if (byToken) {
            String token = madeOnThePage(server);
            new HubClient(server, token, surroundings.words().language(), place.trust()).get("tokens");
            keep(server, token, "sign-in.by-token.done", "");
            return 0;
        }
        JsonNode given = exchanged(server);
        keep(
                server,
                given.path("token").asText(),
                "sign-in.done",
                given.path("expires").asText());
        return 0;
    }

    private JsonNode exchanged(String server) throws IOException {
        HubClient hub = new HubClient(server, "", surroundings.words().language(), place.trust());
        Map<String, String> asked = asked();
        try {
            return hub.post("tokens", asked);
        } catch (HubException refused) {
            if (Integer.valueOf(FORBIDDEN).equals(refused.arguments().get("status"))) {
                say("sign-in.by-provider", Map.of("url", server));
            }
            throw refused;
        }
    }

    private String madeOnThePage(String server) throws IOException {
        say("sign-in.by-token.how", Map.of("url", server.replaceAll("/+$", "") + "/me#new-token"));
        return ask(Screen.console().orElse(null), lines(), "sign-in.token", true);
    }

    private void keep(String server, String token, String done, String expires) {
        KeptTokens kept = KeptTokens.ofUser();
        kept.keep(server, token);
        say(done, Map.of("url", server, "expires", expires, "file", kept.file()));
    }

    private void say(String what, Map<String, ?> about) {
        surroundings.terminal().line(surroundings.words().say(what, about));
    }

    private static BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    /** The hub that was named; there is nothing to sign in to elsewhere, since commands on a data folder need no token. */
    static String server(Place place) {
        return place.encryptedServer().orElseThrow(() -> new HubException(CliError.SERVER_MISSING, Map.of()));
    }

    private Map<String, String> asked() throws IOException {
        Console console = Screen.console().orElse(null);
        BufferedReader lines = lines();
        String person = ask(console, lines, "sign-in.person", false);
        String password = ask(console, lines, "sign-in.password", true);
        String code = ask(console, lines, "sign-in.code", false);
        return Map.of("person", person, "password", password, "code", code, "purpose", PURPOSE);
    }

    private String ask(@Nullable Console console, BufferedReader lines, String question, boolean hidden)
            throws IOException {
        if (console == null) {
            String line = lines.readLine();
            return line == null ? "" : line;
        }
        surroundings.terminal().ask(surroundings.words().say(question));
        String answer = hidden ? shut(console.readPassword()) : console.readLine();
        return answer == null ? "" : answer.strip();
    }

    private static @Nullable String shut(char @Nullable [] typed) {
        return typed == null ? null : new String(typed);
    }
}
