package vn.lienthong.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Drafts;
import vn.lienthong.kernel.HubException;

/** Drafts what a connector to an API needs from the partner's OpenAPI description. Asks nobody. */
@Command(name = "draft", mixinStandardHelpOptions = true)
final class DraftCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Parameters(paramLabel = "OPENAPI", arity = "1")
    private Path file = Path.of("");

    DraftCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Drafts api = (Drafts) ConnectorTypes.shipped().get("rest");
        String name = file.getFileName().toString();
        surroundings
                .terminal()
                .data(api.draft(name, read(), surroundings.words().language()));
        return 0;
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }
}
