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
import vn.lienthong.kernel.HubException;

/** Asks who somebody is and keeps a token of his for the commands that follow. Where no terminal is, three lines are read instead. */
@Command(name = "sign-in", mixinStandardHelpOptions = true)
final class SignInCommand implements Callable<Integer> {
    /** Not the purpose of the hub's own token for commands on its data folder, which every start replaces. */
    private static final String PURPOSE = "sign-in";

    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    SignInCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        String server = server(place);
        JsonNode given =
                new HubClient(server, "", surroundings.words().language(), place.trust()).post("tokens", asked());
        KeptTokens kept = KeptTokens.ofUser();
        kept.keep(server, given.path("token").asText());
        surroundings
                .terminal()
                .line(surroundings
                        .words()
                        .say(
                                "sign-in.done",
                                Map.of(
                                        "url", server,
                                        "expires", given.path("expires").asText(),
                                        "file", kept.file())));
        return 0;
    }

    /** The hub that was named; there is nothing to sign in to elsewhere, since commands on a data folder need no token. */
    static String server(Place place) {
        return place.encryptedServer().orElseThrow(() -> new HubException(CliError.SERVER_MISSING, Map.of()));
    }

    private Map<String, String> asked() throws IOException {
        Console console = Screen.console().orElse(null);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
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
