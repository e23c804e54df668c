package vn.lienthong.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;

/** Where a command finds its hub, and how it answers. */
final class Place {
    private static final Pattern IN_CLEAR = Pattern.compile("(?i)http:.*");
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]*)?(/.*)?");

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable Path home;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable Path data;

    @Option(names = "--server", paramLabel = "URL")
    private @Nullable String server;

    @Option(names = "--token", paramLabel = "TOKEN")
    private @Nullable String token;

    @Option(names = "--ca", paramLabel = "FILE")
    private @Nullable Path ca;

    @Option(names = "--output", paramLabel = "text|json")
    private Output output = Output.text;

    enum Output {
        text,
        json
    }

    /** The folders named, else those of the environment, else {@code .} and {@code data} in the home. */
    HubFolders folders() {
        Path atHome = whole(first(home, "LIENTHONG_HOME").orElse(Path.of(".")));
        return new HubFolders(atHome, whole(first(data, "LIENTHONG_DATA").orElse(atHome.resolve("data"))));
    }

    /** The running hub that was named. */
    Optional<String> server() {
        return Optional.ofNullable(server != null ? server : System.getenv("LIENTHONG_SERVER"));
    }

    /**
     * The same, for whoever sends a password or a token there.
     *
     * @throws HubException CONFIGURATION where it would cross a network readably
     */
    Optional<String> encryptedServer() {
        Optional<String> named = server();
        named.filter(url -> IN_CLEAR.matcher(url).matches()
                        && !THIS_MACHINE.matcher(url).matches())
                .ifPresent(url -> {
                    throw new HubException(CliError.SERVER_IN_CLEAR, Map.of("url", url));
                });
        return named;
    }

    /** Whom a named server is believed to be. */
    SSLContext trust() {
        return HubTrust.signedBy(first(ca, "LIENTHONG_CA"));
    }

    Optional<String> token() {
        return Optional.ofNullable(token != null ? token : System.getenv("LIENTHONG_TOKEN"));
    }

    boolean json() {
        return output == Output.json;
    }

    /** Spring would look for a relative path on the class path first. */
    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Optional<Path> first(@Nullable Path given, String variable) {
        if (given != null) {
            return Optional.of(given);
        }
        return Optional.ofNullable(System.getenv(variable))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
