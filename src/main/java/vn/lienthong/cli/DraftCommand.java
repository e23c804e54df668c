package vn.lienthong.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Drafts;
import vn.lienthong.kernel.HubException;

/** Drafts what a connector needs from the description that a partner hands out: OpenAPI, or WSDL with what it uses. Asks nobody. */
@Command(name = "draft", mixinStandardHelpOptions = true)
final class DraftCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Parameters(paramLabel = "DESCRIPTION", arity = "1..*")
    private List<Path> files = List.of();

    DraftCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file.getFileName().toString(), read(file)));
        String first = texts.values().iterator().next();
        Drafts type = ConnectorTypes.shipped().all().stream()
                .filter(Drafts.class::isInstance)
                .map(Drafts.class::cast)
                .filter(one -> one.knows(first))
                .findFirst()
                .orElseThrow();
        surroundings.terminal().data(type.draft(texts, surroundings.words().language()));
        return 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }
}
