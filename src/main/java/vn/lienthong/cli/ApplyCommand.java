package vn.lienthong.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.lienthong.kernel.HubException;

/** Registers or replaces what stands in YAML files. All files are read before the first is sent. */
@Command(name = "apply", mixinStandardHelpOptions = true)
final class ApplyCommand extends HubCommand {
    private static final String CONNECTOR = ".connector.yaml";
    private static final String JOB = ".sync.yaml";

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files = List.of();

    ApplyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** A file with what it says. */
    private record Given(Path file, String name, String yaml) {}

    @Override
    int ask(HubAccess hub) {
        List<Given> all = files.stream().map(ApplyCommand::read).toList();
        for (Given given : all) {
            if (given.name().endsWith(CONNECTOR)) {
                String connector = given.name().substring(0, given.name().length() - CONNECTOR.length());
                hub.client().put("connectors/" + connector, given.yaml());
            }
        }
        for (Given given : all) {
            if (given.name().endsWith(JOB)) {
                hub.client().put("jobs", given.yaml());
            }
        }
        if (json()) {
            ArrayNode applied = JsonNodeFactory.instance.arrayNode();
            all.forEach(given -> applied.add(given.file().toString()));
            answer(applied);
            return 0;
        }
        all.forEach(given -> say("applied", Map.of("file", given.file())));
        return 0;
    }

    private static Given read(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(CONNECTOR) && !name.endsWith(JOB)) {
            throw new HubException(CliError.FILE_KIND_UNKNOWN, Map.of("file", file));
        }
        try {
            return new Given(file, name, Files.readString(file));
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }
}
